"""Blanks that stand for the indentation of a paragraph, which tells the level of a row where its code does not."""

TWIPS_PER_CHARACTER = 210
"""The width of a character of the usual size, in which some indentations are measured."""
# One blank for half a character.
_TWIPS_PER_BLANK = 105
_MOST_BLANKS = 40


def blanks(twips: int) -> int:
    """How many blanks stand for an indentation; none for a hanging one."""
    return min(max(round(twips / _TWIPS_PER_BLANK), 0), _MOST_BLANKS)
