"""What a person means who names something: a document by id, path or a part of it, a view or an example nearly so."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import duckdb
from rapidfuzz import fuzz, process

from pipeline.report.database import WarehouseError

_MOST_NAMES = 10
_MOST_LIKE = 5
_LIKE = 60
"""From how many points of 100 on a path is near enough to what was typed to be offered."""

_EXACTLY = "document_id = $1 OR path = $1 OR root || '/' || path = $2"
_BEGINS = "starts_with(document_id, $1) OR starts_with(path, $1) OR starts_with(root || '/' || path, $2)"
_HOLDS = "contains(lower(path), lower($1)) OR contains($2, '/' || path)"
_NAMED = "SELECT document_id, min(path) AS path FROM raw.document_path WHERE {} GROUP BY document_id ORDER BY 2"


def document_named(connection: duckdb.DuckDBPyConnection, name: str, working_dir: Path) -> str:
    """The id of the one document of this name.

    Exact names go before beginnings and these before parts, and files that are there before those that are gone.
    Raises WarehouseError when no document or more than one is so named; the message lists the ones that may be meant.
    """
    if not name.strip():
        raise WarehouseError(f"name a document: {_HOW}")
    file = str((working_dir / name).resolve())
    for condition in (_EXACTLY, _BEGINS, _HOLDS):
        for where in (f"({condition}) AND is_present", condition):
            found = connection.execute(_NAMED.format(where), [name, file]).fetchall()
            if len(found) == 1:
                return str(found[0][0])
            if found:
                raise WarehouseError(f"{len(found)} documents are named {name}; say more of the path:{_listed(found)}")
    like = _nearest(connection, name)
    raise WarehouseError(
        f"there is no document {name}; near it:{_listed(like)}" if like else f"there is no document {name}; {_HOW}"
    )


_HOW = 'say its id or a part of its path; all of them: budget sql "SELECT document_id, path FROM raw.document"'


def unknown(what: str, name: str, known: Sequence[str]) -> WarehouseError:
    """The error for a name that is none of the known ones: it offers those that are spelt nearly so, then all."""
    near = get_close_matches(name, known) or get_close_matches(f"mart.{name}", known)
    offer = f"did you mean {' or '.join(near)}? " if near else ""
    return WarehouseError(f"there is no {what} {name!r}; {offer}there are: {', '.join(known)}")


def _nearest(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    """Documents whose file is called nearly so, the nearest first."""
    documents = connection.execute("SELECT document_id, path FROM raw.document ORDER BY path").fetchall()
    stems = {document_id: Path(path).stem for document_id, path in documents}
    near = process.extract(Path(name).stem, stems, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_MOST_LIKE)
    paths = dict(documents)
    return [(document_id, paths[document_id]) for _, _, document_id in near]


def _listed(documents: list[tuple[str, str]]) -> str:
    shown = "".join(f"\n  {document_id}  {path}" for document_id, path in documents[:_MOST_NAMES])
    left = len(documents) - _MOST_NAMES
    return f"{shown}\n  and {left} more" if left > 0 else shown
