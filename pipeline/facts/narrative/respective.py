"""Names and amounts that answer to each other in order: 公务接待费、公务用车运行维护费分别为2万元、14万元."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from pipeline.facts.narrative.context import Span
from pipeline.facts.narrative.measures import ordinal_end, says_nothing
from pipeline.facts.narrative.pieces import Piece
from pipeline.facts.narrative.words import words


def respective_names(text: str, pieces: Sequence[Piece]) -> Mapping[int, Span]:
    """The name of each amount of such a run by the number of its piece, and an empty span for the pieces before.

    There must be as many names as amounts; else nothing says which amount is whose.
    """
    found: dict[int, Span] = {}
    for index, piece in enumerate(pieces):
        match = words().respectively.search(text[piece.start : piece.end]) if piece.money is not None else None
        if match is None:
            continue
        first = index - sum(1 for _ in takewhile(lambda p: p.end_mark == "、", reversed(pieces[:index])))
        begin = pieces[first].start + ordinal_end(text[pieces[first].start : piece.start + match.start()])
        amounts = _amounts(text, pieces, index)
        names = _listed(text, (begin, piece.start + match.start()), len(amounts))
        if len(names) > 1:
            found.update(dict.fromkeys(range(first, amounts[-1] + 1), (0, 0)))
            found.update(zip(amounts, names, strict=True))
    return found


def _listed(text: str, span: Span, count: int) -> list[Span]:
    """So many names between the marks that join them; the words that join (和, 及) may be part of a name."""
    for joins in words().joins:
        names, start = [], span[0]
        for mark in joins.finditer(text, *span):
            names.append((start, mark.start()))
            start = mark.end()
        names.append((start, span[1]))
        if len(names) == count and not any(says_nothing(text[slice(*name)]) for name in names):
            return names
    return []


def _amounts(text: str, pieces: Sequence[Piece], index: int) -> list[int]:
    """The pieces of the amounts of a run: nothing but a mark or a word that joins stands between two of them."""
    found = [index]
    for number in range(index + 1, len(pieces)):
        piece = pieces[number]
        between = text[piece.start : piece.end] + ("" if piece.money is not None else piece.end_mark)
        if between and not words().joins[-1].fullmatch(between):
            break
        if piece.money is not None:
            found.append(number)
    return found
