"""The questions of the README, asked of the samples: each runs, and the answers shown are those that come."""

import re

import duckdb
import pytest

from pipeline.paths import PROJECT_ROOT

_QUESTION = re.compile(r"```sql\n(?P<query>.*?);\n```\n\n(?P<answer>(?: {4}[^\n]*\n)+)", re.DOTALL)
QUESTIONS = [
    (match["query"], match["answer"].splitlines())
    for match in _QUESTION.finditer((PROJECT_ROOT / "README.md").read_text(encoding="utf-8"))
]


def test_the_readme_asks_questions() -> None:
    assert len(QUESTIONS) == 7


@pytest.mark.parametrize(("query", "answer"), QUESTIONS)
def test_the_answers_are_those_shown(samples: duckdb.DuckDBPyConnection, query: str, answer: list[str]) -> None:
    rows = [" ".join(" ".join(str(value) for value in row).split()) for row in samples.sql(query).fetchall()]
    shown = [" ".join(line.split()) for line in answer]
    if shown[-1] == "...":
        assert len(rows) > len(shown) - 1
        shown = shown[:-1]
    else:
        assert len(rows) == len(shown)
    assert rows[: len(shown)] == shown
