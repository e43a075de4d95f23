"""After a run that was killed: what it left half written is swept away before the next one begins.

Files are written under a temporary name and renamed (files, document_store), so that nothing that counts is ever half
written; what a killed process leaves are temporary files. Looking for them in a large lake takes time, so a run leaves
a mark while it goes on, and only a run that finds the mark of another looks.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.warehouse.workspace import Workspace, logger

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{32}")
"""The names of files and folders that are not finished."""


@contextmanager
def running(workspace: Workspace) -> Iterator[None]:
    """Sweep if the run before was killed, and leave a mark while this one goes on; the caller holds the lock."""
    mark = workspace.lake.root / "running"
    if mark.exists():
        left = sweep(workspace.warehouse_dir)
        logger.info("the run before was killed; %d unfinished files of it are removed", left)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove everything below a folder that has a temporary name; returns how many there were."""
    unfinished = [path for path in folder.rglob(".*") if _TEMPORARY.fullmatch(path.name)]
    for path in unfinished:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(unfinished)
