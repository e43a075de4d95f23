"""An analyst who opens the published file once and again: reader.py DATABASE, until the input closes.

Writes one line of JSON: how often it opened the file, the different answers that it got, and what went wrong.
"""

import json
import select
import sys
from pathlib import Path

from pipeline.warehouse.published import connect

QUERY = """
SELECT (SELECT count(*) FROM core.fact_line_item), (SELECT sum(amount_yuan)::VARCHAR FROM core.fact_line_item),
    (SELECT count(*) FROM mart.department_year), (SELECT count(*) FROM raw.document)
"""


def main(database: str) -> None:
    opened, answers, errors = 0, set(), []
    has_ended = False
    while not has_ended:
        try:
            with connect(Path(database)) as connection:
                answers.add(connection.execute(QUERY).fetchone())
            opened += 1
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        has_ended = bool(select.select([sys.stdin], [], [], 0.02)[0])
    print(json.dumps([opened, sorted(answers), errors[:3]]))


if __name__ == "__main__":
    main(sys.argv[1])
