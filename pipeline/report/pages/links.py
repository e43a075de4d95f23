"""The figures that a page links to: each link is a fragment of the page, ``#L0123,L4567`` for the cells of one sum."""

from collections.abc import Iterable, Sequence

FACTS_PER_LINK = 12
FACTS_PER_PAGE = 4_000


class Links:
    """Collects the facts behind a page's figures, in the order in which they are shown."""

    def __init__(self) -> None:
        self._facts: dict[str, None] = {}
        self._tables: dict[str, tuple[str, int]] = {}
        self.beyond = 0
        """Facts that are linked but whose trace the page does not hold, because it would grow too large."""

    @property
    def facts(self) -> Sequence[str]:
        """Ids of the facts whose trace the page holds."""
        return list(self._facts)

    @property
    def tables(self) -> dict[str, tuple[str, int]]:
        """(document, number of the table) by the id under which the page links to it."""
        return self._tables

    def to_facts(self, ids: Iterable[str | None]) -> str | None:
        """The link to some facts, None without any. Of a sum of very many cells the first ones are linked."""
        named = [fact for fact in dict.fromkeys(ids) if fact]
        shown = named[:FACTS_PER_LINK]
        for fact in shown:
            if fact not in self._facts:
                if len(self._facts) < FACTS_PER_PAGE:
                    self._facts[fact] = None
                else:
                    self.beyond += 1
        more = f"+{len(named) - len(shown)}" if len(named) > len(shown) else ""
        return f"#{','.join(shown)}{more}" if shown else None

    def to_table(self, document_id: str | None, table_no: int | None) -> str | None:
        """The link to a table of a document, None where there is none."""
        if document_id is None or table_no is None:
            return None
        name = f"table-{document_id}-{table_no}"
        self._tables[name] = (document_id, table_no)
        return f"#{name}"
