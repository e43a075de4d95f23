"""Words for posts and members of staff: what is counted, and of which kind."""

import re

from pipeline.statements.text import fold

CATEGORIES = {
    "行政": "administrative",
    "行政政法": "political_and_legal",
    "行政附属": "auxiliary",
    "参公": "as_civil_servants",
    "参照公务员": "as_civil_servants",
    "事业": "public_institution",
    "工勤": "workers",
}
_STAFF = re.compile("实有|在职|在编|在岗")
_POSTS = re.compile("编制")
_OTHERS = re.compile("离休|退休|遗属|编外|临时|聘用|学生|车|单位数|机构数|金额|经费|支出")


def measure_of(header: str) -> str | None:
    """``posts`` or ``staff`` for a header or key that counts one of them, else None."""
    folded = fold(header)
    if _OTHERS.search(folded):
        return None
    return "staff" if _STAFF.search(folded) else "posts" if _POSTS.search(folded) else None


def category_of(text: str) -> str:
    """The kind that a text names, ``total`` where it names none; of two names the longer, and 参公 of 参公事业."""
    folded = fold(text)
    named = [word for word in CATEGORIES if word in folded]
    return CATEGORIES[max(named, key=lambda word: (word.startswith("参"), len(word)))] if named else "total"
