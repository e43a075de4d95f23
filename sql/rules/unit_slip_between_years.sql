-- unit_slip_between_years: totals of two years differ about 10 000 times (年度间元与万元混淆).
--
-- Equation: 1/1000 < total of a year / total of another year of the same department < 1000
-- Severity: error
-- Blocking: no
-- Message: {measure} of {department_name} is {amount_yuan} 元 in {fiscal_year} and {other_yuan} 元 in {other_year}: one of them has the wrong unit
-- Row: one measure of two years of a department, from two current disclosures.
-- Columns:
--   disclosure_id    disclosure of the later year
--   document_id      document of the later year's amount
--   fact_id          the later year's amount
--   department_name  department (部门) in the later year
--   measure          expenditure_total 支出合计, basic 基本支出 or project 项目支出
--   fiscal_year      later year
--   amount_yuan      its amount in 元
--   other_year       earlier year
--   other_yuan       its amount in 元
--   difference       later - earlier in 元
WITH printed AS (
    SELECT
        disclosure_id, document_id, line_item_id AS fact_id, fiscal_year, amount_yuan, 1 AS preference,
        CASE component WHEN 'total' THEN 'expenditure_total' ELSE component END AS measure
    FROM core.fact_line_item
    WHERE statement IN ('expenditure', 'budget_summary') AND row_role = 'total' AND fund_source = 'total'
        AND coalesce(flow, 'expenditure') = 'expenditure' AND component IN ('total', 'basic', 'project')
        AND phase IN ('budget', 'actual')
    UNION ALL
    SELECT disclosure_id, document_id, narrative_id, fiscal_year, amount_yuan, 2, measure
    FROM core.fact_narrative
    WHERE measure IN ('expenditure_total', 'basic', 'project')
), own AS (
    SELECT
        disclosure.disclosure_id, disclosure.fiscal_year, disclosure.kind, disclosure.scope,
        coalesce(disclosure.unit_name, '') AS unit_name, department.department_key, printed.measure,
        any_value(department.name) AS department_name,
        arg_min(printed.amount_yuan, (printed.preference, -printed.amount_yuan)) AS amount_yuan,
        arg_min(printed.fact_id, (printed.preference, -printed.amount_yuan)) AS fact_id,
        arg_min(printed.document_id, (printed.preference, -printed.amount_yuan)) AS document_id
    FROM printed
    JOIN core.disclosure AS disclosure
        ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
        AND disclosure.fiscal_year = printed.fiscal_year
    JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    WHERE printed.amount_yuan > 0
    GROUP BY ALL
)
SELECT
    later.disclosure_id,
    later.document_id,
    later.fact_id,
    later.department_name,
    later.measure,
    later.fiscal_year,
    later.amount_yuan,
    earlier.fiscal_year AS other_year,
    earlier.amount_yuan AS other_yuan,
    later.amount_yuan - earlier.amount_yuan AS difference
FROM own AS later
JOIN own AS earlier
    USING (department_key, kind, scope, unit_name, measure)
WHERE earlier.fiscal_year < later.fiscal_year
    AND (later.amount_yuan >= 1000 * earlier.amount_yuan OR earlier.amount_yuan >= 1000 * later.amount_yuan)
ORDER BY later.disclosure_id, later.measure, other_year;
