"""Asset checks: what stops a publication because the load would be wrong, and what only deserves a look."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

from pipeline.defs.raw import DOCUMENTS
from pipeline.defs.resources import Warehouse
from pipeline.defs.warehouse import NEXT
from pipeline.warehouse import ingest, rules
from pipeline.warehouse.manifest import QUARANTINED
from pipeline.warehouse.published import readable
from pipeline.warehouse.register import Register
from pipeline.warehouse.relations import sentence

_ORPHANS = """
SELECT count(*) FROM core.fact_line_item AS fact
LEFT JOIN core.disclosure AS disclosure USING (disclosure_id)
LEFT JOIN raw.document AS document ON document.document_id = fact.document_id
WHERE disclosure.disclosure_id IS NULL OR document.status NOT IN ('loaded', 'superseded')
"""


@contextmanager
def _database(warehouse: Warehouse) -> Iterator[Path]:
    """The new database, or the published one where that is up to date, whoever else has it open."""
    workspace = warehouse.workspace
    if ingest.is_published(workspace):
        with readable(workspace.database) as database:
            yield database
    else:
        yield workspace.next_database


@dg.asset_check(
    asset=NEXT, blocking=True, description="Every line item belongs to a disclosure and a document that is loaded."
)
def facts_have_sources(warehouse: Warehouse) -> dg.AssetCheckResult:
    """Blocks the publication: facts without a source, or of a document set aside or withdrawn, would be counted."""
    with _database(warehouse) as database, duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(_ORPHANS).fetchone()
    orphans = int(row[0]) if row else 0
    return dg.AssetCheckResult(passed=orphans == 0, metadata={"line items without a source": orphans})


_RULES = rules.load()
_ROWS_SHOWN = 100
_FILES_SHOWN = 200


@dg.multi_asset_check(
    name="data_quality_rules",
    specs=[
        dg.AssetCheckSpec(
            rule.name,
            asset=NEXT,
            blocking=rule.is_blocking,
            description=f"{sentence(rule.about)} Holds where: {rule.equation}.",
        )
        for rule in _RULES.values()
    ],
)
def data_quality_rules(warehouse: Warehouse) -> Iterator[dg.AssetCheckResult]:
    """One check per rule of sql/rules, with the rows that break it; a finding of severity info passes.

    Red says that the load is wrong and was not published; what documents print wrong is a warning, whatever it weighs.
    """
    with _database(warehouse) as database:
        found = {name: rules.violations(database, name, _ROWS_SHOWN) for name in _RULES}
    for rule in _RULES.values():
        count, rows = found[rule.name]
        metadata: dict[str, int | dg.TableMetadataValue] = {"violations": count}
        if rows:
            metadata["rows"] = dg.MetadataValue.table([dg.TableRecord(row) for row in rows])
        yield dg.AssetCheckResult(
            check_name=rule.name,
            asset_key=NEXT,
            passed=count == 0 or rule.severity == "info",
            severity=dg.AssetCheckSeverity.ERROR if rule.is_blocking else dg.AssetCheckSeverity.WARN,
            metadata=metadata,
        )


@dg.asset_check(
    asset=DOCUMENTS, description="Every file could be read. Files that could not are listed with the reason."
)
def all_documents_read(warehouse: Warehouse) -> dg.AssetCheckResult:
    """A warning: the other documents load all the same."""
    with Register.reading(warehouse.workspace.lake) as register:
        count = register.count(QUARANTINED)
        problems = [f"- `{path}`: {reason}" for path, reason in register.reasons(QUARANTINED, _FILES_SHOWN)]
    return dg.AssetCheckResult(
        passed=not count,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"count": count, "files": dg.MetadataValue.md("\n".join(problems) or "none")},
    )


@dg.asset_check(asset=NEXT, description="Every cell of the tables was understood. Others stand in audit.unparsed_cell.")
def all_cells_understood(warehouse: Warehouse) -> dg.AssetCheckResult:
    """A warning with the reasons: nothing is lost, but someone may want to add a synonym."""
    with _database(warehouse) as database, duckdb.connect(str(database), read_only=True) as connection:
        reasons = connection.execute(
            "SELECT reason, count(*) FROM audit.unparsed_cell GROUP BY ALL ORDER BY 2 DESC, 1"
        ).fetchall()
    return dg.AssetCheckResult(
        passed=not reasons,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "cells": sum(count for _, count in reasons),
            "reasons": dg.MetadataValue.table(
                [dg.TableRecord({"reason": reason, "cells": count}) for reason, count in reasons[:50]]
            )
            if reasons
            else "none",
        },
    )


@dg.asset_check(
    asset=NEXT,
    description="What the last publication changed could be told; else nothing is listed, and why stands here.",
)
def changes_told(warehouse: Warehouse) -> dg.AssetCheckResult:
    """A warning: the figures are sound, but nobody is told which of them moved."""
    with _database(warehouse) as database, duckdb.connect(str(database), read_only=True) as connection:
        last = connection.execute("SELECT note FROM audit.run ORDER BY run_at DESC LIMIT 1").fetchone()
    note = last[0] if last else None
    return dg.AssetCheckResult(
        passed=note is None, severity=dg.AssetCheckSeverity.WARN, metadata={"reason": note} if note else {}
    )
