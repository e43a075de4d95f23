-- year_from_path: no document of the disclosure names its year, which is that of a file's name (年度仅见于文件名).
--
-- Equation: year by the content = year of the disclosure
-- Severity: warning
-- Blocking: no
-- Message: the year {fiscal_year} is from the name of {path} alone; the content names none
-- Row: one current disclosure whose year only its place among the files says.
-- Columns:
--   disclosure_id  disclosure
--   document_id    first of its documents
--   fact_id        always null: all of its facts are concerned
--   fiscal_year    fiscal year (预算年度)
--   path           path of that document
--   difference     always null: not an amount
WITH part AS (
    SELECT DISTINCT disclosure_id, document_id FROM raw."table"
    UNION SELECT DISTINCT disclosure_id, document_id FROM raw.paragraph
)
SELECT
    disclosure.disclosure_id,
    min(document.document_id) AS document_id,
    NULL AS fact_id,
    disclosure.fiscal_year,
    arg_min(document.path, document.document_id) AS path,
    NULL AS difference
FROM core.disclosure AS disclosure
LEFT JOIN part USING (disclosure_id)
LEFT JOIN raw.document AS document USING (document_id)
WHERE disclosure.is_current AND disclosure.year_source = 'path'
GROUP BY disclosure.disclosure_id, disclosure.fiscal_year
ORDER BY disclosure.disclosure_id;
