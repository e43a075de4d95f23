"""What prints a figure in the texts of cells, in every format: an amount, a count, a share or a code."""

import re

FIGURE = re.compile(r"[-(（]?[¥￥]?[\d,，.．]+[)）%％]?")
"""Matched in full: digits with their points and commas, a sign or bracket around them, ¥ before them."""
