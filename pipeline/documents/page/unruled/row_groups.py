"""Which lines are one row of a table where no line parts rows.

Texts of one column that are nearer to each other than rows are, are lines of one cell; so is what stands under a full
line where rows are no further apart than lines. Such lines belong to the row of figures beside them, which stands at
their middle or at the first of them; beside no row of figures they are a row without figures.
"""

import re
from collections.abc import Mapping, Sequence
from math import inf
from statistics import median_low

from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE, SAME_ROW, Row
from pipeline.documents.page.unruled.tight import TightRows, rows_of_parts, side_of
from pipeline.documents.page.unruled.two_heights import rows_at_two_heights
from pipeline.documents.page.unruled.wraps import TIGHT, Columns, Link, begins_item, is_under, links_of, texts_of

# Lines are nearer than this part of the distance of rows, and differ by less than this part in theirs; so few of what
# looks like a text of several lines may be rows.
_NEXT = 0.95
_SAME_STEP = 1.08
_FEW = 0.25
# An amount that is whole, and one with hundredths, as nearly all are where some may be broken; the end of one is so
# many heights of type lower.
_WHOLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+\.\d{2})")
_HUNDREDTHS = re.compile(r"\.\d{2}$")
_BROKEN_STEP = 1.7
# Lines of one text of which none is full are no further apart, in heights of type, where no rows tell.
_FAR = 1.9


def bands_of(body: Sequence[Row], across: Sequence[float]) -> list[Sequence[Row]]:
    """The lines of each row between lines drawn over the width at these heights; none where these part no rows."""
    bands: dict[int, list[Row]] = {}
    for row in body:
        bands.setdefault(sum(y < row.middle for y in across), []).append(row)
    if len(bands) > 1 and all(map(may_be_one, bands.values())):
        return [bands[number] for number in sorted(bands)]
    return []


def may_be_one(band: Sequence[Row]) -> bool:
    """Whether at most one of these lines has figures, beside a code on a line of its own over or under a name."""
    data = [row for row in band if row.is_data]
    codes = [row.texts[0] for row in data if len(row.texts) == 1]
    others = [row.texts[0] for row in data if len(row.texts) > 1]
    is_code_twice = any(CODE.fullmatch(text.text) and is_under(code, text) for code in codes for text in others)
    return len(codes) <= 1 and len(others) <= 1 and not is_code_twice


def grouped_rows(
    pages: Sequence[Sequence[Row]], head: Sequence[Row], pitch: float, side: str | None = None
) -> list[list[list[Row]]]:
    """For each page of a table the lines of each row, top to bottom; ``pitch`` is the distance of rows in points.

    ``side`` is where texts of several lines stand in their rows, as far as other tables of the document say.
    """
    at_two_heights = rows_at_two_heights(pages)
    if at_two_heights:
        return at_two_heights
    near = _Nearness(pages, head)
    if near.is_tight:
        tight = TightRows(pages, head)
        return tight.rows(side or side_of([tight]))
    return [_grouped(body, chains, pitch) for body, chains in zip(pages, near.chains, strict=True)]


def tight_rows(pages: Sequence[Sequence[Row]], head: Sequence[Row]) -> TightRows | None:
    """The rows of a table that are no further apart than lines; None for another table."""
    return TightRows(pages, head) if _Nearness(pages, head).is_tight else None


def _grouped(body: Sequence[Row], chains: Sequence[Sequence[Row]], pitch: float) -> list[list[Row]]:
    groups = {id(row): [row] for row in body}
    for pair in _broken_figures(body):
        _join(groups, _inside(body, pair))
    for chain in chains:
        inside = _inside(body, chain)
        if len({id(groups[id(row)]) for row in inside if row.is_data}) < 2:
            _join(groups, inside)
    data = [row for row in body if row.is_data]
    for line in body:
        if line.is_data or len(groups[id(line)]) > 1:
            continue
        near = [row for row in data if abs(row.middle - line.middle) < SAME_ROW * pitch]
        nearest = min(near, key=lambda row: abs(row.middle - line.middle), default=None)
        others = groups[id(nearest)] if nearest is not None else []
        own = [text for text, _ in texts_of(others)] + [text for row in others for text in row.figures]
        texts = [text for text, _ in texts_of([line])]
        if nearest is not None and not any(is_under(text, other) for text in texts for other in own):
            _join(groups, [nearest, line])
    ordered = {id(group): group for row in body for group in [groups[id(row)]]}
    return [sorted(group, key=lambda row: row.middle) for group in ordered.values()]


def _inside(body: Sequence[Row], chain: Sequence[Row]) -> list[Row]:
    return [row for row in body if chain[0].middle <= row.middle <= chain[-1].middle]


def _join(groups: dict[int, list[Row]], rows: Sequence[Row]) -> None:
    """Make one group of those in which these rows are."""
    joined = list({id(row): row for one in rows for row in groups[id(one)]}.values())
    groups.update((id(row), joined) for row in joined)


def _broken_figures(body: Sequence[Row]) -> list[list[Row]]:
    """The pairs of lines of which one prints the end of figures that do not fit in the width of their column."""
    figures = [(text, row) for row in body for text in row.figures]
    pairs = []
    ends: set[int] = set()
    for index, (text, row) in enumerate(figures):
        if _WHOLE.fullmatch(text.text):
            continue
        for end, below in figures[index + 1 :]:
            if below.middle - row.middle > _BROKEN_STEP * text.size:
                break
            if below is not row and is_under(text, end) and ("," in text.text or not _WHOLE.fullmatch(end.text)):
                if _WHOLE.fullmatch(text.text + end.text):
                    pairs.append([row, below])
                    ends |= {id(text), id(end)}
                break
    # The end of figures in the last line may stand on the next page.
    alone = [text.text for text, row in figures if id(text) not in ends and "." in text.text and row is not body[-1]]
    others = sum(_HUNDREDTHS.search(text) is None for text in alone)
    return [*_broken_codes(body), *(pairs if others <= _FEW * (len(alone) + len(pairs)) else [])]


def _broken_codes(body: Sequence[Row]) -> list[list[Row]]:
    """The pairs of lines of which one prints the last digits of a code that does not fit in the width of its column."""
    begun = _begun_codes(body)
    pairs = []
    for index, row in enumerate(body):
        for below in body[index + 1 :] if row.texts[0] in begun else ():
            if below.middle - row.middle > _BROKEN_STEP * row.texts[0].size:
                break
            if is_under(row.texts[0], below.texts[0]):
                pairs += [[row, below]] if _is_code_of_two(row.texts[0], below.texts[0]) else []
                break
    return pairs


def _begun_codes(body: Sequence[Row]) -> list[Line]:
    """What may be the first digits of a code: digits that are none, in a column in which codes begin rows."""
    codes = [row.texts[0] for row in body if CODE.fullmatch(row.texts[0].text)]
    others = [row.texts[0] for row in body if row.texts[0].text.isdigit() and row.texts[0] not in codes]
    return [text for text in others if any(is_under(text, code) for code in codes)]


def _is_code_of_two(begin: Line, end: Line) -> bool:
    return end.text.isdigit() and CODE.fullmatch(begin.text + end.text) is not None


def ends_figures(body: Sequence[Row], line: Row) -> bool:
    """Whether a line under a body prints the ends of figures, or of a code, that do not fit in their columns."""
    near_codes = [code for code in _begun_codes(body) if line.top - code.bottom <= (_BROKEN_STEP - 1) * code.size]
    if len(line.texts) == 1 and any(
        is_under(code, line.texts[0]) and _is_code_of_two(code, line.texts[0]) for code in near_codes
    ):
        return True
    above = [(figure, row) for row in body for figure in row.figures if not _WHOLE.fullmatch(figure.text)]
    near = [figure for figure, row in above if line.middle - row.middle <= _BROKEN_STEP * figure.size]
    return bool(line.figures) and all(
        any(is_under(figure, end) and _WHOLE.fullmatch(figure.text + end.text) for figure in near)
        for end in line.figures
    )


class _Nearness:
    """What the distances of lines say of a table: for each page the rows whose texts go on in each other (``chains``),
    or that they do not tell (``is_tight``): rows are as near as lines and some line is full, or figures are broken into
    more than two lines."""

    def __init__(self, pages: Sequence[Sequence[Row]], head: Sequence[Row]) -> None:
        columns = Columns([row for body in pages for row in body], head)
        links = [list(links_of(body, columns)) for body in pages]
        everything = [link for of_page in links for link in of_page]
        broken = ((body, pair) for body in pages for pair in _broken_figures(body))
        firsts = {id(row): id(pair[0]) for body, pair in broken for row in _inside(body, pair)}
        near = {id(link) for link in _by_distance(everything, firsts)}
        chains = [_joined([link for link in of_page if id(link) in near]) for of_page in links]
        self.chains = [[_rows_in(chain) for chain in of_page] for of_page in chains]
        is_told = _are_lines([chain for of_page in self.chains for chain in of_page], everything, firsts)
        parts = [row for row in rows_of_parts(pages) if id(row) not in firsts]
        is_broken = any((link.is_full or link.is_longest) and _may_go_on(link, firsts) for link in everything)
        self.is_tight = len(parts) > 1 or (not is_told and is_broken)
        if not is_told:
            chains = [[] for _ in pages]
        self.chains = [
            [_rows_in(part) for chain in of_page for part in _parted(chain, body, firsts)]
            for body, of_page in zip(pages, chains, strict=True)
        ]


def _are_rows(link: Link, firsts: Mapping[int, int]) -> bool:
    """Whether a link is of two rows with figures, ``firsts`` giving the first line of each row of broken figures."""
    rows = link.row, link.below
    return all(row.is_data for row in rows) and len({firsts.get(id(row), id(row)) for row in rows}) > 1


def _by_distance(links: Sequence[Link], firsts: Mapping[int, int]) -> list[Link]:
    """The links of lines that are nearer to each other than rows with figures are; none where none are nearer.

    Where no rows of figures are so near that they tell, lines are as far apart as those that are broken where they are
    full, and what is nearer or further apart is parted.
    """
    beside = [link for link in links if not _are_rows(link, firsts)]
    of_rows = min((link.step for link in links if _are_rows(link, firsts)), default=inf)
    broken = [link.step for link in beside if link.is_full and link.is_sure]
    of_lines = median_low(broken) if broken else min((link.step for link in beside), default=inf)
    if of_lines > _NEXT * of_rows:
        return []
    if links and of_rows == inf and not broken and of_lines >= _FAR * links[0].upper.size:
        return []
    return [link for link in links if of_lines / _SAME_STEP <= link.step <= _SAME_STEP * of_lines]


def _are_lines(chains: Sequence[Sequence[Row]], links: Sequence[Link], firsts: Mapping[int, int]) -> bool:
    """Whether chains look like texts of several lines, not like rows: few have two rows of figures or begin items."""
    several = sum(len({firsts.get(id(row), id(row)) for row in chain if row.is_data}) > 1 for chain in chains)
    if several and not any(_are_rows(link, firsts) for link in links):
        return False  # how far rows are from each other is not known
    rows = {id(row) for chain in chains for row in chain[1:]}
    below = [link for link in links if id(link.below) in rows]
    items = sum(begins_item(link.lower.text) for link in below)
    return bool(chains) and several <= _FEW * len(chains) and items <= _FEW * len(below)


def _may_go_on(link: Link, firsts: Mapping[int, int]) -> bool:
    """Whether a text may go on below, in a table whose rows are no further apart than lines."""
    if link.step >= TIGHT * link.upper.size or begins_item(link.lower.text):
        return False
    return not _are_rows(link, firsts)


def _joined(links: Sequence[Link]) -> list[list[Link]]:
    """The links of each text, top to bottom."""
    following = {id(link.upper): link for link in links}
    begun = {id(link.lower) for link in links}
    chains = []
    for link in links:
        if id(link.upper) in begun:
            continue
        chain = [link]
        while id(chain[-1].lower) in following:
            chain.append(following[id(chain[-1].lower)])
        chains.append(chain)
    return chains


def _parted(chain: Sequence[Link], body: Sequence[Row], firsts: Mapping[int, int]) -> list[list[Link]]:
    """The links of several texts one under the other, as near as lines: of two rows, one ends where it is not full."""
    rows = {firsts.get(id(row), id(row)) for row in _inside(body, _rows_in(chain)) if row.is_data}
    return _joined([link for link in chain if link.is_full or link.is_longest]) if len(rows) > 1 else [list(chain)]


def _rows_in(chain: Sequence[Link]) -> list[Row]:
    return [chain[0].row, *(link.below for link in chain)]
