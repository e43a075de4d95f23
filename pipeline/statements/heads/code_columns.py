"""Which columns print codes of a classification, and which name them: by what stands in them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise, takewhile

from pipeline.documents.model import Table
from pipeline.reference.loader import CLASSIFICATIONS, code_name, codes
from pipeline.statements.heads.headers import Head, body_rows
from pipeline.statements.information import is_note
from pipeline.statements.model import Column
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import column_terms

PART_CONCEPTS = ("class_part", "section_part", "item_part")
"""The columns of 类, 款 and 项, which make a code together."""
_NAME_OF_CODE = {f"{name}_code": f"{name}_name" for name in ("function", "economic", "gov_economic")}
_NAMES = frozenset({"label", *_NAME_OF_CODE.values()})
_CODES = frozenset({"code", *_NAME_OF_CODE})
# The codes and names of what is no classification by its header.
_OF_OTHERS = frozenset({"project_code", "unit_code"})
_NAMES_OF_OTHERS = frozenset({"project_name", "unit_name", "label"})
# What the first pieces of a torn header are taken for.
_PIECES = frozenset({None, "project_type", *_NAMES})
_CODE = re.compile(r"[235]\d{2}(\d{2}){0,2}")
_CLASS = re.compile(r"[235]\d{2}")
_PART = re.compile(r"\d{1,2}")
# The code of a project: the division, the year of its entry, a letter for its kind, a number.
_PROJECT_CODE = re.compile(r"\d{8}[A-Z]?\d{7,12}")
_TWO_DIGITS = re.compile(r"\d\d")
_CODE_SHAPES = {"2": "function_code", "3": "economic_code", "5": "gov_economic_code"}


def settle_codes(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """A code column that does not say its classification takes it from the first digit of most of its codes.

    It is one of projects, and of the units over them, where it prints codes of projects and none of a classification.
    """
    settled = []
    for column, behind in zip(columns, [*columns[1:], None], strict=True):
        texts = body[column.col]
        of_codes = _concept_of_codes(texts)
        # 经济科目 may be of either classification.
        is_other = column.concept == "economic_code" and of_codes == "gov_economic_code"
        if column.concept == "code" and _is_of_projects(texts):
            settled.append(replace(column, concept="project_code"))
        elif column.concept == "code" or is_other or _is_misread_code(column, behind, texts):
            settled.append(replace(column, concept=of_codes or "code"))
        else:
            settled.append(column)
    settled = _with_missed_parts(_in_parts(_of_torn_header(settled, body), body), body)
    settled = _of_named_parts(settled, body)
    return [_named_like_code(column, before) for before, column in zip([None, *settled], settled, strict=False)]


def with_classified_items(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """编码 and 名称 under 项目 or 单位 are code and name of a classification that prints its names beside its codes.

    Under 项目 most codes have the name of its list beside them: the items are those of a budget, no projects. Under
    单位 several do: the items of each unit stand below it.
    """
    settled = list(columns)
    for index, (column, behind) in enumerate(pairwise(columns)):
        if column.concept not in _OF_OTHERS or behind.concept not in _NAMES_OF_OTHERS:
            continue
        coded, names = _figures(body[column.col]), set(body[behind.col])
        concept = _concept_of_codes(coded)
        listed = {
            code: fold(code_name(name, code) or "")
            for name in CLASSIFICATIONS
            if f"{name}_code" == concept
            for code in coded
        }
        named = [code for code in coded if listed.get(code) and listed[code] in names]
        of_projects = column.concept == "project_code" and len(named) * 2 > len(coded)
        is_sure = len({code for code in named if not _CLASS.fullmatch(code)}) > 1
        if concept is not None and (of_projects or (column.concept == "unit_code" and is_sure)):
            settled[index] = replace(column, concept=concept)
            settled[index + 1] = replace(behind, concept=_NAME_OF_CODE[concept])
    return settled


def _is_of_projects(texts: Sequence[str]) -> bool:
    """Three digits tell nothing: they may be the code of a department."""
    known = (any(text in codes(name) for name in CLASSIFICATIONS) for text in texts if not _CLASS.fullmatch(text))
    return any(map(_PROJECT_CODE.fullmatch, texts)) and not any(known)


def _of_torn_header(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """Columns at the left of a code column that print nothing but codes are it too: a torn header (功能|分类|科目编码).

    Recognition gives a code of each level the column that it stands in.
    """
    last = next((index for index, column in enumerate(columns) if column.concept in _CODES), 0)
    parts = columns[:last]
    if not parts or not all(_may_be_piece(part, body[part.col]) for part in parts):
        return list(columns)
    texts = [text for part in parts for text in body[part.col]]
    concept = _concept_of_codes(texts) or columns[last].concept
    return [replace(column, concept=concept) if index <= last else column for index, column in enumerate(columns)]


def _in_parts(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """Columns of codes under one header that print 208, 05 and 02 side by side are those of 类, 款 and 项."""
    settled = list(columns)
    for first, column in enumerate(columns):
        behind = takewhile(_is_under(column.path), columns[first + 1 : first + 3])
        parts = [column, *behind]
        if not column.path or len(parts) == 1 or any(part.concept not in _CODES for part in parts):
            continue
        classes, *others = (_figures(body[part.col]) for part in parts)
        if (
            classes
            and all(map(_CLASS.fullmatch, classes))
            and all(others)
            and all(map(_PART.fullmatch, chain(*others)))
        ):
            settled[first : first + len(parts)] = map(_as_part, parts, PART_CONCEPTS)
    return settled


def _with_missed_parts(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """The column beside those of 类, 款 and 项 whose own header is blank or misread, where it prints the missing part.

    An 项 without its 款 says nothing: 204 and 01 are not 20401.
    """
    settled = list(columns)
    for at, column in enumerate(columns):
        if column.concept not in PART_CONCEPTS:
            continue
        first = at - PART_CONCEPTS.index(column.concept)
        for place, concept in enumerate(PART_CONCEPTS, start=first):
            if 0 <= place < len(settled) and _is_part(settled[place], concept, body[settled[place].col]):
                settled[place] = _as_part(settled[place], concept)
    if any(column.concept == "section_part" for column in settled):
        return settled
    return [replace(column, concept=None) if column.concept == "item_part" else column for column in settled]


def _of_named_parts(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """类, 款 and 项 over columns of names, not codes: that of the 项 names a row, else the narrowest beside it."""
    parts = [column for column in columns if column.concept in PART_CONCEPTS]
    texts = [text for part in parts for text in body[part.col]]
    if len(parts) < len(PART_CONCEPTS) or not texts or _figures(texts):
        return list(columns)
    of_names = dict(zip(PART_CONCEPTS, ("group_name", "group_name", "label"), strict=True))
    return [replace(column, concept=of_names.get(column.concept or "", column.concept)) for column in columns]


def _is_part(column: Column, concept: str, texts: Sequence[str]) -> bool:
    """Whether a column whose header says nothing of it prints the figures of a part of a code, and nothing else but the
    header again, which may be read there (款)."""
    shape = _CLASS if concept == "class_part" else _TWO_DIGITS
    figures = [text for text in texts if column_terms().match(text) != concept]
    return column.concept in {None, *_CODES} and bool(figures) and all(map(shape.fullmatch, figures))


def _is_under(path: tuple[str, ...]) -> Callable[[Column], bool]:
    return lambda column: column.path == path


def _as_part(column: Column, concept: str) -> Column:
    return replace(column, concept=concept)


def _figures(texts: Sequence[str]) -> list[str]:
    return [text for text in texts if any(character.isdigit() for character in text)]


def _may_be_piece(column: Column, body: Sequence[str]) -> bool:
    """Whether a column prints nothing but codes under a text that names no code of its own (功能, 分类)."""
    return column.concept in _PIECES and bool(body) and all(map(_CODE.fullmatch, body))


def _is_misread_code(column: Column, behind: Column | None, body: Sequence[str]) -> bool:
    """Whether a column under a header that is not known, before a column of names, prints codes of a classification.

    The header may be misread (科日编码), so that at most the line above it is known (项目).
    """
    if column.concept not in {None, "label"} or behind is None or behind.concept not in {None, *_NAMES}:
        return False
    if column.path and column_terms().match(fold(column.path[-1])) is not None:
        return False
    coded = [text for text in body if _CODE.fullmatch(text)]
    known = [text for text in coded if any(text in codes(name) for name in CLASSIFICATIONS)]
    words = [text for text in body if not any(character.isdigit() for character in text)]
    return len(known) > 1 and len(known) * 2 > len(coded) and len(coded) + len(words) == len(body) > 2 * len(words)


def _named_like_code(column: Column, before: Column | None) -> Column:
    """A column of names right behind a column of codes names these codes."""
    if before is None or before.concept not in _NAME_OF_CODE or column.concept not in _NAMES:
        return column
    return replace(column, concept=_NAME_OF_CODE[before.concept])


def axis_of_codes(table: Table, head: Head, col: int) -> str | None:
    """The classification of most codes, or of most 类, that a column prints: function, economic or gov_economic."""
    concept = _concept_of_codes(body_texts(table, body_rows(table, head), col))
    return concept.removesuffix("_code") if concept else None


def _concept_of_codes(texts: Sequence[str]) -> str | None:
    firsts = [text[0] for text in texts if re.match(r"[235]\d{2}(\d{2}){0,2}(?!\d)", text)]
    return _CODE_SHAPES[max(set(firsts), key=firsts.count)] if firsts else None


def body_texts(table: Table, rows: Sequence[int], col: int) -> list[str]:
    """The folded texts of a column in the rows of the body, notes left out."""
    cells = (table.grid.get((row, col)) for row in rows)
    return [
        fold(cell.text)
        for cell in cells
        if cell is not None and cell.text and cell.col == col and not is_note(cell.text)
    ]
