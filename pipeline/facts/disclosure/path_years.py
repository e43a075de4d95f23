"""The year that a document's place among the files names, for documents whose content names none.

File names lie about the year, so that only a document without any other evidence is asked for it, and only where the
name reads as a title does (2025年部门预算.xls) and nothing speaks against it. The disclosure says where its year is
from.
"""

import re
from collections.abc import Collection

from pipeline.facts.disclosure.evidence import Kind, tidy
from pipeline.reference.text import squeeze

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
# A year of a title; a date (2025年2月的预算, 2025-02-10) is none.
_TITLE = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d)(?:年度|年|度)?(?!\d|[-_.年]?\d{1,2}[-_.月日])[^\d]*?(?P<kind>预算|决算)(?!执行)"
)


def year_of_path(path: str, kind: Kind, mentioned: Collection[int]) -> int | None:
    """The fiscal year that the file's name says, or else the nearest folder's that says one; None for no clear one.

    It is none where the name has another year beside it, is that of another kind, or where the text mentions years
    (``mentioned``) of which it is not the last.
    """
    folders, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    for part in (stem, *reversed(folders.split("/"))):
        words = squeeze(tidy(part))
        years = set(_YEAR.findall(words))
        if not years:
            continue
        title = _TITLE.search(words)
        if title is None or len(years) > 1 or (title["kind"] == "决算") is not (kind == "final_accounts"):
            return None
        year = int(title["year"])
        return year if not mentioned or year == max(mentioned) else None
    return None
