-- unit_slip: the same total is printed at a ratio of 10 000, so 元 and 万元 were mixed up (元与万元混淆).
--
-- Equation: total of a measure and year in one table or text = the same total in every other, not 10 000 times it
-- Severity: error
-- Blocking: no
-- Message: {measure} of {fiscal_year} is {high_yuan} 元 in {high_places} but {low_yuan} 元 in {low_places}: one of them has the wrong unit
-- Row: one measure and year of a current disclosure, and one pair of different totals of it.
-- Columns:
--   disclosure_id  disclosure that prints both
--   document_id    document of the one that is printed less often
--   fact_id        the one that is printed less often
--   measure        expenditure_total 支出合计, basic 基本支出, project 项目支出, personnel 人员经费, public_use 公用经费
--   fiscal_year    year of the amount
--   high_yuan      larger amount in 元
--   high_places    where it is printed
--   low_yuan       smaller amount in 元
--   low_places     where it is printed
--   difference     larger - smaller in 元
WITH printed AS (
    SELECT
        disclosure_id, document_id, line_item_id AS fact_id, fiscal_year, amount_yuan,
        CASE component WHEN 'total' THEN 'expenditure_total' ELSE component END AS measure,
        format('table {} ({})', table_no, statement) AS place
    FROM core.fact_line_item
    WHERE row_role = 'total' AND phase IN ('budget', 'actual') AND amount_yuan > 0
        AND component IN ('total', 'basic', 'project', 'personnel', 'public_use')
        AND fund_source IN ('total', 'fiscal', 'general_public')
        AND statement IN (
            'budget_summary', 'income', 'expenditure', 'fiscal_summary', 'fiscal_expenditure',
            'general_public_expenditure', 'basic_by_economic', 'fiscal_basic_by_economic',
            'general_public_basic_by_function', 'economic_summary', 'project_list'
        )
    UNION ALL
    SELECT
        disclosure_id, document_id, narrative_id, fiscal_year, amount_yuan,
        CASE measure WHEN 'income_total' THEN 'expenditure_total' ELSE measure END,
        format('paragraph {}', paragraph_no)
    FROM core.fact_narrative
    WHERE measure IN ('income_total', 'expenditure_total', 'basic', 'project', 'personnel', 'public_use')
        AND amount_yuan > 0
), total AS (
    SELECT
        disclosure_id, measure, fiscal_year, amount_yuan, count(*) AS prints, min(fact_id) AS fact_id,
        arg_min(document_id, fact_id) AS document_id, string_agg(DISTINCT place, ', ' ORDER BY place) AS places
    FROM printed
    GROUP BY ALL
)
SELECT
    high.disclosure_id,
    CASE WHEN high.prints < low.prints THEN high.document_id ELSE low.document_id END AS document_id,
    CASE WHEN high.prints < low.prints THEN high.fact_id ELSE low.fact_id END AS fact_id,
    high.measure,
    high.fiscal_year,
    high.amount_yuan AS high_yuan,
    high.places AS high_places,
    low.amount_yuan AS low_yuan,
    low.places AS low_places,
    high.amount_yuan - low.amount_yuan AS difference
FROM total AS high
JOIN total AS low USING (disclosure_id, measure, fiscal_year)
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = high.disclosure_id AND disclosure.is_current
-- 万元 with two decimals are known to 50 元, and a slipped 万元 figure printed with fewer digits to a thousandth.
WHERE abs(high.amount_yuan - 10000 * low.amount_yuan) <= greatest(50, high.amount_yuan / 1000)
ORDER BY high.disclosure_id, high.measure, high.fiscal_year, low.amount_yuan;
