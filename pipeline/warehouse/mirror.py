"""A copy of the lake at any URL that fsspec knows (file://, s3://, gs://, memory:// ...): a back-up, or for readers.

The lake itself stands on a file system, because it is written by renaming, which object storage does not have: there a
rename is a copy that can be interrupted. So object storage gets a copy. ``mirror.json`` names the files that belong to
it; it is taken away first and written last, so a copy that has it is whole. ``unfinished.json`` stands there meanwhile
and names every file that an interrupted copy may have left, so that the next one takes away what is no longer in the
lake: whoever reads the facts there by a pattern would count it.
"""

import json
import posixpath
from contextlib import suppress
from pathlib import Path
from typing import Any

import fsspec

_INDEX, _UNFINISHED = "mirror.json", "unfinished.json"
_REGISTER = "register.sqlite"


class MirrorError(Exception):
    """A copy that cannot be made or used; the message says what to do."""


def back_up(lake: Path, url: str) -> int:
    """Make the copy at ``url`` equal to the lake; the number of files that were copied.

    What did not change since the last copy is left. Nothing may write to the lake meanwhile. Raises MirrorError when
    there is no lake.
    """
    if not (lake / _REGISTER).is_file():
        raise MirrorError(f"{lake}: there is no lake to copy; ingest first")
    system, root = _open(url)
    known: dict[str, list[int]] = _json(system, root, _INDEX) or {}
    there = known.keys() | set(_json(system, root, _UNFINISHED) or ())
    here = {path.relative_to(lake).as_posix(): path for path in sorted(lake.rglob("*")) if _belongs(lake, path)}
    now = {name: [path.stat().st_size, path.stat().st_mtime_ns] for name, path in here.items()}
    changed = [name for name in now if known.get(name) != now[name]]
    gone = sorted(there - now.keys())
    if not changed and not gone and known:
        return 0
    system.makedirs(root, exist_ok=True)
    _write_json(system, root, _UNFINISHED, sorted(there | now.keys()))
    if known:
        system.rm_file(posixpath.join(root, _INDEX))
    for name in changed:
        target = posixpath.join(root, name)
        system.makedirs(posixpath.dirname(target), exist_ok=True)
        system.put_file(str(here[name]), target)
    for name in gone:
        with suppress(FileNotFoundError):
            system.rm_file(posixpath.join(root, name))
    _write_json(system, root, _INDEX, now)
    system.rm_file(posixpath.join(root, _UNFINISHED))
    return len(changed)


def restore(url: str, lake: Path) -> int:
    """Make the lake anew from a copy; the number of files.

    Raises MirrorError when the copy is not whole, or when a lake stands there already.
    """
    if (lake / _REGISTER).exists():
        raise MirrorError(f"{lake}: a lake stands there already; move it away first")
    system, root = _open(url)
    index = _json(system, root, _INDEX)
    if index is None:
        raise MirrorError(f"{url}: no whole copy of a lake ({_INDEX} is missing); make the back-up again")
    # The register comes last: without it the folder is no lake yet, and an interrupted restoring begins anew.
    for name in sorted(index, key=lambda name: (name == _REGISTER, name)):
        target = lake / name
        if not target.resolve().is_relative_to(lake.resolve()):
            raise MirrorError(f"{url}: it names a file outside the lake: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        system.get_file(posixpath.join(root, name), str(target))
    return len(index)


def _belongs(lake: Path, path: Path) -> bool:
    """Whether a path is a file of the lake; names with a dot in front are being written."""
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(lake).parts)


def _open(url: str) -> tuple[Any, str]:
    try:
        system, root = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise MirrorError(f"{url}: {error}") from error
    return system, str(root)


def _json(system: Any, root: str, name: str) -> Any:
    """What a file of the copy says; None where it is not there, or was not written to its end."""
    try:
        with system.open(posixpath.join(root, name), mode="r", encoding="utf-8") as file:
            return json.load(file)
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _write_json(system: Any, root: str, name: str, content: Any) -> None:
    with system.open(posixpath.join(root, name), "w", encoding="utf-8") as file:
        json.dump(content, file)
