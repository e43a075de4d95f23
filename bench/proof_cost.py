"""What proving costs beside reading, per document: the best of several runs, in milliseconds of the processor.

    python bench/proof_cost.py [FILE OR FOLDER ...] [--runs N]

Without files: the real text exports beside the repository where they are at hand, and data/raw. `read` is from bytes to
cells, `understand` from cells to statements, `facts` from statements to line items and amounts of texts. `prove` finds
and checks all identities and makes the rows of the audit. `repair` is what a document that was recognised from
pictures takes more; digital text takes none.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pipeline.audit.examine import examine
from pipeline.audit.proof import member_rows, result_rows
from pipeline.audit.repair import repair
from pipeline.documents.model import Document, UnreadableError
from pipeline.documents.reading import read
from pipeline.facts.disclosure.identity import identify
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.projects.project_links import link_projects
from pipeline.facts.projects.projects import find_projects
from pipeline.paths import DEFAULT_RAW_DIR
from pipeline.statements.model import Understanding
from pipeline.statements.understand import understand

_EXPORTS = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures" / "exports"
_T = TypeVar("_T")
Rows = list[dict[str, Any]]


def best(runs: int, work: Callable[[], _T]) -> tuple[float, _T]:
    """The shortest time of the processor in milliseconds, and the result."""
    shortest, result = float("inf"), None
    for _ in range(runs):
        began = time.process_time()
        result = work()
        shortest = min(shortest, time.process_time() - began)
    assert result is not None
    return shortest * 1000, result


def facts(document: Document, understanding: Understanding, year: int) -> tuple[Rows, Rows]:
    """Line items and amounts of the texts."""
    projects = find_projects([(document.document_id, understanding.readings)], year)
    items = line_items(Source(document.document_id, "", year), understanding.readings)
    link_projects(items, understanding, projects)
    names = {project.name: project.project_id for project in projects}
    return items, narrative_rows(document, fiscal_year=year, projects=names)


def prove(understanding: Understanding, items: Rows, narrative: Rows) -> int:
    """The identities, their proofs and the rows of the audit."""
    readings = {understanding.document.document_id: understanding.readings}
    found = examine(readings, items, narrative)
    return len(result_rows("D", found.identities)) + len(member_rows(found.identities))


def measure(path: Path, runs: int) -> None:
    """Print one line."""
    data = path.read_bytes()
    try:
        reading, document = best(runs, lambda: read(data))
    except UnreadableError as error:
        print(f"{path.stem}: {error}")
        return
    year = identify(document, path.name).fiscal_year or 0
    understanding_time, understanding = best(runs, lambda: understand(document))
    facts_time, (items, narrative) = best(runs, lambda: facts(document, understanding, year))
    proving, _ = best(runs, lambda: prove(understanding, items, narrative))
    repairing, _ = best(runs, lambda: repair(document, year))
    more = max(0.0, repairing - understanding_time) if document.is_recognised else 0.0
    whole = reading + understanding_time + facts_time
    print(
        f"{len(items):7}{reading:9.1f}{understanding_time:12.1f}{facts_time:8.1f}{proving:8.1f}"
        f"{proving / whole:9.0%}{more:9.1f}  {path.stem}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    print(f"{'items':>7}{'read':>9}{'understand':>12}{'facts':>8}{'prove':>8}{'of all':>9}{'repair':>9}")
    for place in options.files or [_EXPORTS, DEFAULT_RAW_DIR]:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for path in files:
            if path.is_file() and not path.name.startswith("."):
                measure(path, options.runs)


if __name__ == "__main__":
    main()
