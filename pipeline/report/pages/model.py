"""What a page is made of before it is HTML: sections of charts and tables, whose figures link to their traces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell of a table; its text is escaped when the page is written."""

    text: str
    href: str | None = None
    """Where it leads: a trace of this page."""
    state: str = ""
    """A class of style.css, for example ``disputed``."""
    hint: str = ""
    """A longer text, shown when the cell is pointed at and read out by screen readers."""
    anchor: str = ""
    """The id under which other parts of the page lead here."""


@dataclass(frozen=True)
class Column:
    """The head of a column; numbers stand at the right."""

    title: str
    chinese: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table with what it shows; ``is_folded`` ones open on demand."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_folded: bool = False
    is_grid: bool = False
    """A grid of small symbols, whose heads stand upright."""


@dataclass(frozen=True)
class Chart:
    """A chart as a Vega specification, with the sentence that says what it shows and in which unit."""

    anchor: str
    title: str
    spec: dict[str, Any]
    sentence: str
    legend: Sequence[tuple[str, str]] = ()
    """(colour, meaning); a colour that begins with ``hollow`` is drawn as a ring."""


@dataclass(frozen=True)
class Section:
    """One chapter of the page. What it leaves out of a large warehouse is said in ``left_out``."""

    anchor: str
    title: str
    chinese: str
    sentence: str
    parts: Sequence[Chart | Table] = ()
    left_out: Sequence[str] = field(default_factory=list)
