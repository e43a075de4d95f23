-- change_by_factor: a headline amount is more than three times, or less than a third of, the year before (年度间大幅变动).
--
-- Equation: 1/3 <= amount of the year / amount of the year before <= 3
-- Severity: warning
-- Blocking: no
-- Message: {measure} of {department_name} went from {prior_yuan} 元 in {prior_year} to {amount_yuan} 元 in {fiscal_year}
-- Row: one measure of a current disclosure and the year before, that one from its own disclosure where it is in the
--   warehouse, else as this disclosure prints it. Amounts below 10 000 元 and factors of a unit slip are left out.
-- Columns:
--   disclosure_id    disclosure of the year
--   document_id      document of the year's amount
--   fact_id          the year's amount
--   department_name  department (部门)
--   measure          expenditure_total, basic, project, personnel, public_use or three_public_total
--   fiscal_year      the year
--   amount_yuan      its amount in 元
--   prior_year       the year before
--   prior_yuan       its amount in 元
--   difference       the change in 元
WITH printed AS (
    SELECT
        disclosure_id, document_id, line_item_id AS fact_id, fiscal_year, amount_yuan, 1 AS preference,
        CASE component WHEN 'total' THEN 'expenditure_total' ELSE component END AS measure
    FROM core.fact_line_item
    WHERE row_role = 'total' AND phase IN ('budget', 'actual') AND coalesce(flow, 'expenditure') = 'expenditure'
        AND (
            (statement IN ('expenditure', 'budget_summary') AND fund_source = 'total'
                AND component IN ('total', 'basic', 'project'))
            OR (statement = 'basic_by_economic' AND component IN ('personnel', 'public_use'))
        )
    UNION ALL
    SELECT disclosure_id, document_id, narrative_id, fiscal_year, amount_yuan, 2, measure
    FROM core.fact_narrative
    WHERE measure IN ('expenditure_total', 'basic', 'project', 'personnel', 'public_use', 'three_public_total')
), stated AS (
    SELECT
        disclosure.disclosure_id, disclosure.kind, disclosure.scope, coalesce(disclosure.unit_name, '') AS unit_name,
        department.department_key, printed.measure, printed.fiscal_year,
        disclosure.fiscal_year = printed.fiscal_year AS is_own,
        any_value(department.name) AS department_name,
        arg_min(printed.amount_yuan, (printed.preference, -printed.amount_yuan)) AS amount_yuan,
        arg_min(printed.fact_id, (printed.preference, -printed.amount_yuan)) AS fact_id,
        arg_min(printed.document_id, (printed.preference, -printed.amount_yuan)) AS document_id
    FROM printed
    JOIN core.disclosure AS disclosure
        ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
    JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    GROUP BY ALL
), pair AS (
    SELECT
        this.disclosure_id, this.document_id, this.fact_id, this.department_name, this.measure, this.fiscal_year,
        this.amount_yuan, prior.fiscal_year AS prior_year,
        arg_max(prior.amount_yuan, (prior.is_own, prior.disclosure_id = this.disclosure_id)) AS prior_yuan
    FROM stated AS this
    JOIN stated AS prior
        ON prior.department_key = this.department_key AND prior.kind = this.kind AND prior.scope = this.scope
        AND prior.unit_name = this.unit_name AND prior.measure = this.measure
        AND prior.fiscal_year = this.fiscal_year - 1
    WHERE this.is_own
    GROUP BY ALL
)
SELECT
    disclosure_id, document_id, fact_id, department_name, measure, fiscal_year, amount_yuan, prior_year, prior_yuan,
    amount_yuan - prior_yuan AS difference
FROM pair
WHERE least(amount_yuan, prior_yuan) > 0 AND greatest(amount_yuan, prior_yuan) >= 10000
    AND greatest(amount_yuan, prior_yuan) > 3 * least(amount_yuan, prior_yuan)
    AND greatest(amount_yuan, prior_yuan) < 1000 * least(amount_yuan, prior_yuan)
ORDER BY disclosure_id, measure;
