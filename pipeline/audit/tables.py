"""The identities of tables: inside each, between them, and those of lists that count when they hold."""

from collections.abc import Iterable, Sequence

from pipeline.audit.across_tables import identities_across
from pipeline.audit.figures import TableFigures
from pipeline.audit.identity import Identity
from pipeline.audit.soft import soft_identities
from pipeline.audit.within_tables import identities_within


def table_identities(tables: Sequence[TableFigures]) -> list[Identity]:
    """The identities of the tables alone."""
    identities = _kept(identity for table in tables for identity in identities_within(table))
    identities += _kept(identities_across(tables))
    identities += _kept((identity, True) for identity in soft_identities(tables))
    return list({identity.identity_id: identity for identity in identities}.values())


def _kept(identities: Iterable[tuple[Identity, bool]]) -> list[Identity]:
    return [identity for identity, soft in identities if not soft or identity.holds != "no"]
