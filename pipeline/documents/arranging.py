"""What every reader found, with its tables as they are meant: the last step of reading, of all formats."""

from pipeline.documents import abreast
from pipeline.documents.apart import apart
from pipeline.documents.continued import rejoined
from pipeline.documents.foot_titles import with_titles_over_tables
from pipeline.documents.loose import with_loose_figures
from pipeline.documents.model import Content
from pipeline.documents.several_rows import with_rows_apart

VERSION = "7"
"""Raised whenever what this gives changes, here or in a step of it: it is part of every reader's version."""


def arranged(content: Content) -> Content:
    """What a reader found with several rows in one apart, tables that touch apart (side by side, or one under the
    other), a title over its table, the rest of a table with its beginning, and figures outside all tables noted."""
    return with_loose_figures(rejoined(with_titles_over_tables(apart(abreast.parted(with_rows_apart(content))))))
