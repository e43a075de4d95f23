"""The catalogue of sql/rules as a whole, and what runs it."""

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from rule_bench import BASE, found, kpi, project

from pipeline import contract
from pipeline.warehouse import rules
from pipeline.warehouse.build import build
from pipeline.warehouse.lake import Lake

CATALOGUE = rules.load()
HEADER = """-- some_rule: what is wrong (错误).
--
-- Equation: this = that
-- Severity: warning
-- Blocking: no
-- Message: {amount} of '{label}' is wrong
-- Row: one thing.
-- Columns:
--   disclosure_id  disclosure
--   document_id    document
--   fact_id        fact
--   amount         amount in 元
--   label          what it is
--   difference     in 元
"""
QUERY = "SELECT NULL AS disclosure_id, 'doc' AS document_id, 'L1' AS fact_id, 2.50 AS amount, label, 1 AS difference "


@pytest.fixture(scope="module")
def empty():
    with duckdb.connect() as connection:
        for script in contract.schema_files():
            connection.execute(script)
        yield connection


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return build(Lake(tmp_path / "lake"), tmp_path / "next.duckdb").path


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
def test_headers_say_what_the_query_returns_and_an_empty_warehouse_is_fine(empty, rule):
    query = empty.execute(rule.sql)
    assert [column[0] for column in query.description] == list(rule.columns)
    assert query.fetchall() == []


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
def test_headers_are_for_a_person(rule):
    assert len(rule.equation) > 15
    assert "=" in rule.equation or "<" in rule.equation
    assert re.search(r"[一-鿿]", rule.about)
    assert rule.row.endswith(".")
    assert all(text for text in rule.columns.values())


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
def test_rules_read_tables_and_no_views(rule):
    assert "mart." not in rule.sql


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_rule_has_tests(name):
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_rules_*.py"))
    assert len(re.findall(rf'found\(\s*"{name}"', tests)) >= 2


def test_only_rules_of_a_wrong_load_block():
    assert {rule.name for rule in CATALOGUE.values() if rule.is_blocking} == {
        "duplicate_fact",
        "fact_without_cell",
        "fact_without_source",
        "two_current_versions",
    }


def test_a_header_is_read():
    rule = rules.parse(HEADER + QUERY, "some_rule")
    assert (rule.about, rule.equation, rule.severity, rule.is_blocking) == (
        "what is wrong (错误).",
        "this = that",
        "warning",
        False,
    )
    assert rule.operands == ["amount", "label"]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("some_rule", "other_rule", "the first line must read '-- some_rule: "),
        ("-- Equation: this = that\n", "", "no 'Equation:' line"),
        ("warning", "fatal", "severity 'fatal'"),
        ("Blocking: no", "Blocking: perhaps", "blocking must be yes or no"),
        ("{amount}", "{money}", "its message names money"),
        ("--   fact_id        fact\n", "", "its columns must be"),
        ("--   difference     in 元\n", "", "its columns must be"),
    ],
)
def test_a_header_that_is_not_whole_is_named(before, after, reason):
    with pytest.raises(rules.RuleError, match=re.escape(reason)):
        rules.parse(HEADER.replace(before, after) + QUERY, "some_rule")


def test_results_carry_operands_as_readable_json_and_the_message(database):
    rule = rules.parse(HEADER + QUERY + "FROM (VALUES ('项目'), (NULL)) AS t(label);", "some_rule")
    assert rules.run_rules(database, {rule.name: rule}) == {"some_rule": 2}
    assert rules.run_rules(database, {rule.name: rule}) == {"some_rule": 2}  # again: replaced, not added
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("FROM audit.rule").fetchall() == [
            ("some_rule", "this = that", "warning", "{amount} of '{label}' is wrong")
        ]
        listed = connection.execute("SELECT operands, severity, message FROM audit.rule_result ORDER BY ALL").fetchall()
    assert listed == [
        ('{"amount":"2.50","label":"项目"}', "warning", "2.50 of '项目' is wrong"),
        ('{"amount":"2.50","label":null}', "warning", "2.50 of 'nothing' is wrong"),
    ]
    assert rules.violations(database, "some_rule", 1) == (
        2,
        [
            {
                "message": "2.50 of 'nothing' is wrong",
                "operands": '{"amount":"2.50","label":null}',
                "disclosure_id": None,
                "document_id": "doc",
                "fact_id": "L1",
            }
        ],
    )
    assert rules.violations(database, "another", 1) == (0, [])


@pytest.mark.parametrize(
    ("query", "reason"),
    [("SELECT 1 AS fact_id", "lists other columns"), ("SELECT nonsense", "the rule cannot be run")],
)
def test_a_query_that_does_not_fit_is_named(database, query, reason):
    rule = rules.parse(HEADER + query, "some_rule")
    with pytest.raises(rules.RuleError, match=f"some_rule.sql: .*{reason}"):
        rules.run_rules(database, {rule.name: rule})


def test_a_load_is_sound_unless_a_blocking_rule_is_broken(database):
    lenient = rules.parse(HEADER + QUERY + "FROM (VALUES ('项目')) AS t(label)", "some_rule")
    rules.run_rules(database, {"some_rule": lenient})
    rules.require_sound(database, {"some_rule": lenient})
    strict = rules.parse(lenient.sql.replace("Blocking: no", "Blocking: yes"), "some_rule")
    with pytest.raises(rules.UnsoundLoadError, match=r"some_rule \(1\), first: 2.50 of '项目' is wrong"):
        rules.require_sound(database, {"some_rule": strict})


def test_money_keeps_its_cents_in_the_operands():
    (row,) = found(
        "cost_ceiling_above_budget",
        BASE,
        {"core.fact_project": [project("P1", "14400.00")], "core.fact_kpi": [kpi("K1", "≤1.8万元", "18000.00")]},
    )
    assert row["message"] == (
        'project "P1": cost indicator "成本控制数" allows ≤1.8万元 = 18000.00 元, the budget is 14400.00 元'
    )
    assert row["budget_yuan"] == Decimal("14400.00")
