"""The rules on the four real exports: what they find stands in the source, and they find nothing else."""

from decimal import Decimal

from pipeline.warehouse import rules

WORD = "JOIN raw.document AS document USING (document_id) WHERE document.path NOT LIKE 'yanjin%'"


def test_the_whole_catalogue_was_run(real):
    assert [name for (name,) in real("SELECT rule_id FROM audit.rule ORDER BY 1")] == list(rules.load())


def test_the_load_is_sound(real):
    blocking = [rule.name for rule in rules.load().values() if rule.is_blocking]
    assert real("FROM audit.rule_result WHERE list_contains(?, rule_id)", blocking) == []
    assert real("FROM audit.rule_result WHERE rule_id = 'proof_without_identity'") == []


def test_the_word_exports_give_no_error_and_only_what_stands_in_them(real):
    found = real(
        "SELECT document.path, rule_id, CAST(difference AS DECIMAL(20, 2)) FROM audit.rule_result "
        f"{WORD} AND rule_id <> 'table_missing' ORDER BY ALL"
    )
    assert found == [
        ("haigang-2025.txt", "cost_ceiling_above_budget", Decimal(740000)),  # 320 against 246 万元
        ("haigang-2025.txt", "cost_ceiling_above_budget", Decimal(770000)),  # 597 against 520 万元
        ("jingxing-2025.txt", "cost_ceiling_above_budget", Decimal(3600)),  # 1.8 万元 against 14400 元
        ("jingxing-2025.txt", "cost_ceilings_sum_above_budget", Decimal(160000)),  # 26 + 20 + 10 + 19 + 5 against 64
        ("jingxing-2025.txt", "kpi_text_differs", Decimal(8400)),  # 4.2 against 3.36 万元
    ]


def test_the_narrative_without_tables_lacks_nine_of_them(real):
    missing = real(
        "SELECT disclosure.fiscal_year, dim.name, count(*), count(result.operands->>'explained_by') "
        "FROM audit.rule_result AS result JOIN core.disclosure AS disclosure USING (disclosure_id) "
        "JOIN core.dim_region AS dim ON dim.region_code = disclosure.region_code AND dim.valid_to IS NULL "
        "WHERE rule_id = 'table_missing' GROUP BY ALL ORDER BY 1"
    )
    assert missing == [(2021, "井陉县", 9, 2), (2024, "延津县", 1, 0)]


def test_only_the_recognised_text_has_failing_identities(real):
    # What repair leaves of them is counted elsewhere; no Word export has one.
    assert real(f"SELECT count(*) FROM audit.rule_result {WORD} AND severity = 'error'") == [(0,)]
