"""Tables of one panel as places print them (data/grids.csv): the role, the level and the code of each row.

``header`` and ``cells`` are texts of one row, between semicolons. A field that is empty is not asked.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, under_headers

LIST = Path(__file__).parent / "data" / "grids.csv"
Printed = dict[str, str]


def grids() -> Iterator[tuple[str, list[Printed]]]:
    with LIST.open(encoding="utf-8") as lines:
        for (_, title), rows in groupby(csv.DictReader(lines), key=lambda row: (row["table"], row["title"])):
            yield title, list(rows)


@pytest.mark.parametrize(("title", "printed"), list(grids()))
def test_each_row_has_its_role_and_its_code(title: str, printed: list[Printed]) -> None:
    paths = [(text,) for text in printed[0]["header"].split(";")]
    table = under_headers(paths, *(row["cells"].split(";") for row in printed))
    (reading,) = understand(document("某县司法局2025年预算", title, "单位：万元", table)).readings
    rows = {row.row: row for row in reading.rows}
    for number, expected in enumerate(printed, start=2):
        if not expected["role"]:
            continue
        row = rows[number]
        found = {
            "role": row.role,
            "is_leaf": str(row.is_leaf).lower(),
            "level": str(row.level),
            "code": row.codes.main,
            "inferred": row.function_inferred or row.economic_inferred,
            "label": row.label,
        }
        assert found == found | {key: value for key, value in expected.items() if key in found and value}
