-- stated_change_differs: the change that a text states is not this year less last year (增减额与两年数据不符).
--
-- Equation: stated change = amount of the year - amount of the year before, within the rounding of the three
-- Severity: warning
-- Blocking: no
-- Message: paragraph {paragraph_no} states a change of {measure} by {stated_yuan} 元 from {prior_year}, but {amount_yuan} - {prior_yuan} 元 is off by {difference} 元
-- Row: one stated change of a current disclosure whose two years are both in the warehouse; last year's amount from its
--   own disclosure, else from a column or sentence of this one.
-- Columns:
--   disclosure_id  disclosure that states the change
--   document_id    document that states it
--   fact_id        the narrative amount
--   paragraph_no   paragraph (raw.paragraph)
--   measure        what is measured
--   fiscal_year    the year
--   prior_year     the year compared with
--   printed        the change as printed
--   stated_yuan    the change in 元, negative for a decrease
--   amount_yuan    amount of the year in 元
--   prior_yuan     amount of the year compared with in 元
--   tolerance      what rounding explains, in 元
--   difference     (amount - prior) - stated in 元
WITH printed AS (
    SELECT
        disclosure_id, fiscal_year, amount_yuan, '' AS code,
        CASE WHEN flow = 'revenue' THEN 'income_total' WHEN component = 'total' THEN 'expenditure_total'
            ELSE component END AS measure,
        CAST(CASE WHEN unit_printed = '万元' THEN 50 ELSE 0 END AS DECIMAL(20, 4)) AS half_unit
    FROM core.fact_line_item
    WHERE row_role = 'total' AND phase IN ('budget', 'actual')
        AND (
            (statement IN ('expenditure', 'budget_summary') AND fund_source = 'total'
                AND component IN ('total', 'basic', 'project') AND flow IS NOT NULL)
            OR (statement = 'basic_by_economic' AND component IN ('personnel', 'public_use'))
        )
    UNION ALL
    SELECT
        disclosure_id, fiscal_year, amount_yuan, coalesce(function_code, economic_code, gov_economic_code, ''),
        measure,
        core.half_digit(raw, raw)
    FROM core.fact_narrative
    -- Measures that say what they are only by a name in the text are compared by the code of that name.
    WHERE prior_year IS NULL AND project_id IS NULL AND NOT starts_with(measure, 'change_')
        AND NOT regexp_matches(measure, '(^|_)other$')
        AND (NOT ends_with(measure, '_amount') OR coalesce(function_code, economic_code, gov_economic_code) IS NOT NULL)
), known AS (
    SELECT
        disclosure.disclosure_id, disclosure.kind, disclosure.scope, coalesce(disclosure.unit_name, '') AS unit_name,
        department.department_key, disclosure.fiscal_year = printed.fiscal_year AS is_own,
        printed.fiscal_year, printed.measure, printed.code,
        max(printed.amount_yuan) AS amount_yuan,
        max(printed.half_unit) AS half_unit,
        -- Several amounts that agree but for their rounding are one; others say that the measure is not one thing.
        max(printed.amount_yuan) - min(printed.amount_yuan) <= 2 * max(printed.half_unit) AS is_one
    FROM printed
    JOIN core.disclosure AS disclosure
        ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
    JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    GROUP BY ALL
), compared AS (
    SELECT
        told.disclosure_id, told.document_id, told.narrative_id AS fact_id, told.paragraph_no, this.measure,
        told.fiscal_year, told.prior_year, told.raw AS printed, told.amount_yuan AS stated_yuan, this.amount_yuan,
        arg_max(prior.amount_yuan, prior.is_own) AS prior_yuan,
        arg_max(prior.half_unit, prior.is_own) AS prior_half_unit,
        this.half_unit,
        core.half_digit(told.raw, told.raw) AS stated_half_unit
    FROM core.fact_narrative AS told
    JOIN known AS this
        ON this.disclosure_id = told.disclosure_id AND this.fiscal_year = told.fiscal_year AND this.is_own
        AND this.measure = CASE told.measure WHEN 'change_total' THEN 'expenditure_total'
            ELSE replace(told.measure, 'change_', '') END
        AND this.code = coalesce(told.function_code, told.economic_code, told.gov_economic_code, '')
    JOIN known AS prior
        ON prior.department_key = this.department_key AND prior.kind = this.kind AND prior.scope = this.scope
        AND prior.unit_name = this.unit_name AND prior.measure = this.measure AND prior.code = this.code
        AND prior.fiscal_year = told.prior_year AND (prior.is_own OR prior.disclosure_id = told.disclosure_id)
    WHERE starts_with(told.measure, 'change_') AND this.is_one AND prior.is_one
        -- What was executed the year before is no budget.
        AND (told.prior_phase IS NULL OR this.kind = 'final_accounts')
        AND told.project_id IS NULL
    GROUP BY ALL
)
SELECT
    disclosure_id, document_id, fact_id, paragraph_no, measure, fiscal_year, prior_year, printed, stated_yuan,
    amount_yuan, prior_yuan,
    CAST(half_unit + prior_half_unit + stated_half_unit AS DECIMAL(20, 2)) AS tolerance,
    amount_yuan - prior_yuan - stated_yuan AS difference
FROM compared
WHERE abs(amount_yuan - prior_yuan - stated_yuan) > half_unit + prior_half_unit + stated_half_unit
ORDER BY disclosure_id, document_id, paragraph_no, fact_id;
