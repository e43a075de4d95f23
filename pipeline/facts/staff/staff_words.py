"""Words for posts and members of staff: what is counted, and of which kind."""

from collections.abc import Mapping
from functools import cache

from pipeline.facts.vocabulary import load, pattern
from pipeline.statements.text import fold


@cache
def categories() -> Mapping[str, str]:
    """The kind of posts or staff (``administrative`` ...) that each word names."""
    return {word: name for name, words in load("staff")["category"].items() for word in words}


def measure_of(header: str) -> str | None:
    """``posts`` or ``staff`` for a header or key that counts one of them, else None."""
    folded = fold(header)
    if pattern("staff", "measure", "neither").search(folded):
        return None
    return next((name for name in ("staff", "posts") if pattern("staff", "measure", name).search(folded)), None)


def category_of(text: str) -> str:
    """The kind that a text names, ``total`` where it names none; of two names the longer, and 参公 of 参公事业."""
    folded = fold(text)
    named = [word for word in categories() if word in folded]
    return categories()[max(named, key=lambda word: (word.startswith("参"), len(word)))] if named else "total"
