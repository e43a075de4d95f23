"""The identities of tables: inside each, between them, and those of lists that count when they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.audit.across_tables import all_across, identities_across
from pipeline.audit.figures import TableFigures
from pipeline.audit.identity import Identity
from pipeline.audit.soft import soft_identities
from pipeline.audit.within_tables import identities_within


@dataclass(frozen=True, slots=True)
class TableIdentities:
    """``within`` each table and ``across`` tables, with whether each is soft; of ``lists``, which are all soft."""

    within: tuple[tuple[Identity, bool], ...]
    across: tuple[tuple[Identity, bool], ...]
    lists: tuple[Identity, ...]

    @property
    def inside(self) -> list[Identity]:
        """The identities inside the tables that must hold."""
        return [identity for identity, soft in self.within if not soft]

    @property
    def counting(self) -> list[Identity]:
        """The identities that count: what is soft only where it holds."""
        pairs = (*self.within, *self.across)
        found = [identity for identity, soft in pairs if not soft or identity.holds != "no"]
        found += [identity for identity in self.lists if identity.holds != "no"]
        return list({identity.identity_id: identity for identity in found}.values())


def table_identities(tables: Sequence[TableFigures]) -> TableIdentities:
    """The identities of the tables alone."""
    within = tuple(pair for table in tables for pair in identities_within(table))
    return TableIdentities(within, tuple(identities_across(tables)), tuple(soft_identities(tables)))


def links(tables: Sequence[TableFigures], found: TableIdentities) -> list[Identity]:
    """Every tie between tables, failing or not, each printing against each other."""
    return [*(identity for identity, _ in all_across(tables)), *found.lists]
