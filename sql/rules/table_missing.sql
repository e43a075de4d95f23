-- table_missing: a standard budget table is not in the disclosure (缺表).
--
-- Equation: tables of the statement in the files of the disclosure >= 1
-- Severity: warning
-- Blocking: no
-- Message: {statement} is missing; what the text says of it: {explained_by}
-- Row: one expected statement of a current disclosure.
-- Columns:
--   disclosure_id  disclosure that lacks the table
--   document_id    document of the sentence in explained_by
--   fact_id        always null: there is nothing to point at
--   statement      statement (as raw.table.statement)
--   explained_by   first sentence that says there is no such money; null where there is none
--   difference     always null: not an amount
WITH topic(statement, word) AS (
    VALUES
        ('gov_fund_expenditure', '基金'),
        ('state_capital_expenditure', '国有资本'),
        ('three_public', '三公')
), missing AS (
    SELECT status.disclosure_id, status.statement, topic.word
    FROM audit.table_status AS status
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = status.disclosure_id AND disclosure.is_current
    LEFT JOIN topic USING (statement)
    WHERE status.status = 'missing'
), clause AS MATERIALIZED (
    SELECT
        disclosure_id, document_id, paragraph_no, trim(text) AS text,
        unnest(string_split_regex(regexp_replace(text, '\s+', '', 'g'), '[，。；：,;:]')) AS clause
    FROM raw.paragraph
    SEMI JOIN missing USING (disclosure_id)
    WHERE regexp_matches(text, '没\s*有|无|未|不\s*涉\s*及')
), said AS (
    SELECT
        missing.disclosure_id, missing.statement,
        arg_min(clause.document_id, (clause.document_id, clause.paragraph_no)) AS document_id,
        arg_min(clause.text, (clause.document_id, clause.paragraph_no)) AS text
    FROM missing
    JOIN clause ON clause.disclosure_id = missing.disclosure_id AND contains(clause.clause, missing.word)
    WHERE regexp_matches(clause.clause, '没有|无|未安排|未使用|不涉及')
    GROUP BY ALL
)
SELECT
    missing.disclosure_id,
    said.document_id,
    NULL AS fact_id,
    missing.statement,
    left(said.text, 120) AS explained_by,
    NULL AS difference
FROM missing
LEFT JOIN said USING (disclosure_id, statement)
ORDER BY missing.disclosure_id, missing.statement;
