"""A page as one HTML file that needs nothing else and runs nothing that it did not bring.

Documents are hostile input: Jinja escapes every text, data are JSON that no script element can be closed from, and the
page's policy (Content-Security-Policy) admits no request at all and only the scripts whose hashes it lists.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.report.database import WarehouseError
from pipeline.report.pages.charts import FONTS

_FOLDER = Path(__file__).with_name("templates")


def render(template: str, scripts: Sequence[str], **values: Any) -> str:
    """The page of a template; ``scripts`` are the texts of its scripts, in order."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        _environment()
        .get_template(template)
        .render(
            policy=f"default-src 'none'; script-src {hashes} 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:",
            style=Markup(text("style.css").replace("FONTS", FONTS)),
            scripts=[Markup(script) for script in scripts],
            **values,
        )
    )


def text(name: str) -> str:
    """A file of the folder templates."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def save(page: str, target: Path) -> None:
    """Write a page; the file is replaced once the new one is whole. Raises WarehouseError when it cannot be."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(page, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise WarehouseError(f"{target} cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
