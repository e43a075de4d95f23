"""Where in its sentence a reader is: what was said just before, and what may still be a name of the next amount."""

from dataclasses import dataclass

from pipeline.facts.narrative.measures import ordinal_end, says_nothing
from pipeline.facts.narrative.pieces import Piece
from pipeline.facts.narrative.statement import Clause
from pipeline.facts.narrative.subjects import Span


@dataclass
class Place:
    """What a reader of ``text`` remembers of the pieces that it has read.

    ``is_first``: the paragraph has said nothing yet. ``is_fresh``: the sentence, or its part behind a semicolon, has
    said nothing but its subject. ``names_from``: where the names that stand before the next amount begin, joined by 、
    (甲、乙、丙10万元). ``said``: the last piece without a figure. ``listed_sign``: the sign of a verb that counts for
    each amount listed behind it (新增甲2万元、乙1万元). ``of_base``: the piece before was the amount that is compared
    with. ``from_base``: the amount before was what another is changed from (由9万元调整为). ``counted``: the name of a
    measure that the sentence has counted (国内公务接待28批次).
    """

    text: str
    is_first: bool = True
    is_fresh: bool = True
    names_from: int | None = None
    said: Span = (0, 0)
    listed_sign: int | None = None
    of_base: bool = False
    from_base: bool = False
    counted: Span | None = None

    def enter(self, piece: Piece) -> None:
        """Come to a piece: its names are the next amount's, with those that 、 joins to them."""
        if self.names_from is None and piece.start < piece.end:
            self.names_from = piece.start

    def say(self, span: Span) -> None:
        """Read words without a figure, behind which no verb of the list before counts any more."""
        self.said, self.listed_sign = span, None

    def use_names(self) -> None:
        """Give the names to a figure: the next one has others."""
        self.names_from = self.counted = None

    def leave(self, piece: Piece, clause: Clause) -> None:
        """Have read a piece, up to the mark that ends it."""
        self.of_base = (
            piece.money is not None and clause.has_base and clause.after[0] == clause.after[1] and not piece.end_mark
        )
        words = self.text[piece.start : piece.end]
        if len(words) > ordinal_end(words):
            self.is_first = False
            said = words if piece.end_mark == "，" else "，"
            self.is_fresh = self.is_fresh and (piece.end_mark in {"：", "、"} or says_nothing(said))

    def leave_listed(self) -> None:
        """Have read an amount whose name stands in a list before."""
        self.is_first = self.is_fresh = False

    def close(self, mark: str) -> None:
        """Pass the mark that ends a piece: only 、 lets names go on, and a full stop or semicolon begins afresh."""
        if mark in {"；", "。", "！", "？"}:
            self.is_fresh = True
        if mark in {"。", "！", "？"}:
            self.say((0, 0))
            self.counted = None
        if mark and mark != "、":
            self.names_from = None
