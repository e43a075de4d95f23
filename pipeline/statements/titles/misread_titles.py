"""Titles of recognised text in which a character of a word was misread: 部内收支总表 is 部门收支总表.

A title is read anew only where it has a part that is in no vocabulary and, with one character other in a word, consists
of known words. Several words may be that near (基全: 基金, 基本); it is the only one of them that the document's other
titles, or its other lines, print beside the same character (性基金). The paragraph itself stays as it was recognised.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.model import Paragraph
from pipeline.statements.text import squeeze
from pipeline.statements.titles.names_in_titles import known_words
from pipeline.statements.titles.title_words import unknown_part
from pipeline.statements.titles.titles import is_title, kind_of_title


def read_titles(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of a recognised document, titles with a misread word as they are meant."""
    texts = [squeeze(line.text) for line in lines]
    titles = [is_title(line.text) for line in lines]
    read = []
    for index, line in enumerate(lines):
        others = [text for number, text in enumerate(texts) if number != index]
        beside = [text for number, text in enumerate(texts) if number != index and titles[number]]
        meant = _meant(texts[index], beside, others) if titles[index] else None
        read.append(line if meant is None else replace(line, text=meant))
    return read


def _meant(title: str, titles: Sequence[str], lines: Sequence[str]) -> str | None:
    """The one title that a title with an unknown part is a misread form of, as words in other titles or lines say."""
    kind = kind_of_title(title)
    unknown = unknown_part(kind, title) if kind is not None else ""
    at = title.find(unknown)
    if not unknown or at < 0:
        return None
    for evidence in (titles, lines):
        near = _near(title, at, at + len(unknown))
        known = {new for new, said in near if any(text in line for text in said for line in evidence)}
        if known:
            return known.pop() if len(known) == 1 else None
    return None


def _near(title: str, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles with one character other in the part from ``start`` to ``end`` that have no unknown part, each with the
    word that it has there instead behind the character before and before the character behind."""
    for word in known_words():
        if len(word) < 2:
            continue
        for place in range(max(start - len(word) + 1, 0), min(end, len(title) - len(word) + 1)):
            other = [i for i in range(len(word)) if title[place + i] != word[i]]
            if len(other) != 1 or not start <= place + other[0] < end:
                continue
            new = title[:place] + word + title[place + len(word) :]
            kind = kind_of_title(new)
            if kind is not None and unknown_part(kind, new) == "":
                after = place + len(word)
                yield (
                    new,
                    tuple(text for text in (new[place - 1 : after], new[place : after + 1]) if len(text) > len(word)),
                )
