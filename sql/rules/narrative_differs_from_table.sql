-- narrative_differs_from_table: an amount of the text is none of the printings of its measure (文字与表格不符).
--
-- Equation: amount in the text = amount of the same measure in a table, rounded or cut to the digits of the text
-- Severity: warning
-- Blocking: no
-- Message: paragraph {paragraph_no} gives {printed} for {label} ({measure}, {fiscal_year}), the table {table_yuan} 元
-- Row: one narrative amount of a current disclosure that agrees with no printing of its measure.
-- Columns:
--   disclosure_id  disclosure the text belongs to
--   document_id    document the text stands in
--   fact_id        the narrative amount
--   paragraph_no   paragraph (raw.paragraph)
--   measure        what is measured
--   label          what the text calls it
--   fiscal_year    year of the amount
--   printed        amount as printed in the text
--   text_yuan      amount of the text in 元
--   table_yuan     amount of the table in 元
--   equation       the identity that fails
--   difference     text - table in 元
WITH failing AS (
    SELECT
        member.fact_id,
        arg_min(result.expected, result.identity_id) AS table_yuan,
        min(result.identity_id) AS identity_id,
        arg_min(result.equation, result.identity_id) AS equation
    FROM audit.identity_result AS result
    JOIN audit.identity_member AS member USING (identity_id)
    WHERE result.rule = 'text = table' AND result.holds = 'no'
    GROUP BY member.fact_id
)
SELECT
    told.disclosure_id,
    told.document_id,
    told.narrative_id AS fact_id,
    told.paragraph_no,
    told.measure,
    coalesce(told.label, told.measure) AS label,
    told.fiscal_year,
    told.raw AS printed,
    told.amount_yuan AS text_yuan,
    failing.table_yuan,
    failing.equation,
    told.amount_yuan - failing.table_yuan AS difference
FROM core.fact_narrative AS told
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = told.disclosure_id AND disclosure.is_current
JOIN failing ON failing.fact_id = told.narrative_id
WHERE abs(told.amount_yuan - failing.table_yuan) >= 2 * core.half_digit(told.raw, told.raw)
ORDER BY told.disclosure_id, told.document_id, told.paragraph_no, told.narrative_id;
