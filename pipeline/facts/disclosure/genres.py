"""What a document is that is no department's disclosure: a government's budget, a fund notice, an evaluation report.

The document's own title says it, which stands at the head before any title of a disclosure; the kinds and their words
are data (``[[genre]]`` in ``vocabulary/identity.toml``). A government's budget is known by its tax revenue, too, which
no department has. A document with the standard tables of a disclosure is one whatever stands over it, so that an
announcement with its tables below (关于公开X局预算的通知) is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.facts.disclosure.evidence import Line, Title, is_heading
from pipeline.facts.vocabulary import load
from pipeline.reference.text import squeeze
from pipeline.statements.titles.titles import kind_of_title

_FIRST_LINES = 12
_TITLE_LINES = 4
_LONGEST_TITLE = 80
_FEWEST_STATEMENTS = 3
"""So many of the standard tables make a disclosure."""
_FEWEST_TAXES = 3
"""So many names of taxes as rows of tables make a government's revenue."""
_SECTION = re.compile(r"第.{1,3}部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.、．]")
_ORDINAL = re.compile(r"^(?:[\d.、（）()]+|[一二三四五六七八九十]+[、.])|^其中[:：]")


@dataclass(frozen=True, slots=True)
class _Genre:
    name: str
    patterns: tuple[re.Pattern[str], ...]
    though_tables: bool


def other_genre(found: Sequence[Line], titles: Sequence[Title]) -> str | None:
    """The reason why a document is no department's disclosure, by its lines and titles; None where it may be one."""
    taxes = {_ORDINAL.sub("", line.words) for line in found if line.in_table} & _taxes()
    if len(taxes) >= _FEWEST_TAXES:
        return _reason(load("identity")["government"]["name"])
    disclosed = min(
        (title for title in titles if title.head is not None and title.names_disclosure), key=_place, default=None
    )
    head = [line for line in found if line.head is not None]
    before = list(_texts(head[: None if disclosed is None else disclosed.head]))
    for genre in _genres():
        texts = before
        if disclosed is not None and (genre.though_tables or disclosed.organisation is None):
            texts = [*before, head[_place(disclosed)].words]
        if any(pattern.fullmatch(text) for text in texts for pattern in genre.patterns) and (
            genre.though_tables or named_statements(found) < _FEWEST_STATEMENTS
        ):
            return _reason(genre.name)
    return None


def _place(title: Title) -> int:
    return title.head or 0


def _reason(name: str) -> str:
    return f"it is {name}, no department's disclosure"


def named_statements(found: Sequence[Line]) -> int:
    """How many of the standard tables the lines name."""
    titled = (kind_of_title(line.words) for line in found if len(line.words) <= _LONGEST_TITLE)
    return len({kind.name for kind in titled if kind is not None and kind.expected})


def _texts(head: Sequence[Line]) -> Iterator[str]:
    """The first lines, alone and joined with the next ones, up to a heading; a numbered section (三、) is no title."""
    for start in range(min(len(head), _FIRST_LINES)):
        if _SECTION.match(head[start].words):
            continue
        text = ""
        for line in head[start : start + _TITLE_LINES]:
            if text and is_heading(line.words):
                break
            text += line.words
            if len(text) > _LONGEST_TITLE:
                break
            yield text


@cache
def _genres() -> tuple[_Genre, ...]:
    return tuple(
        _Genre(entry["name"], tuple(map(re.compile, entry["patterns"])), entry["though_tables"])
        for entry in load("identity")["genre"]
    )


@cache
def _taxes() -> frozenset[str]:
    return frozenset(map(squeeze, load("identity")["government"]["taxes"]))
