-- fact_without_source: facts of no disclosure, or of a document that must give none (无来源的事实).
--
-- Equation: status of the document of a fact of a current disclosure = loaded; facts of documents that are
--   quarantined, withdrawn or not there = 0; facts of a disclosure that is not there = 0
-- Severity: error
-- Blocking: yes
-- Message: {facts} facts ({kind}) of document {document_id} {reason}; they would be counted in vain or twice
-- Row: one document, disclosure and kind of fact.
-- Columns:
--   disclosure_id  disclosure the facts name
--   document_id    document the facts name
--   fact_id        the first of them
--   kind           kind of fact
--   facts          how many there are
--   reason         what is wrong with their source
--   difference     facts that should not be there
WITH fact AS (
    SELECT line_item_id AS fact_id, disclosure_id, document_id, 'line item' AS kind FROM core.fact_line_item
    UNION ALL SELECT project_id, disclosure_id, document_id, 'project' FROM core.fact_project
    UNION ALL SELECT kpi_id, disclosure_id, document_id, 'indicator' FROM core.fact_kpi
    UNION ALL SELECT procurement_id, disclosure_id, document_id, 'procurement' FROM core.fact_procurement
    UNION ALL SELECT asset_id, disclosure_id, document_id, 'asset' FROM core.fact_asset
    UNION ALL SELECT institution_id, disclosure_id, document_id, 'institution' FROM core.fact_institution
    UNION ALL SELECT task_id, disclosure_id, document_id, 'task' FROM core.fact_task
    UNION ALL SELECT narrative_id, disclosure_id, document_id, 'narrative amount' FROM core.fact_narrative
), source AS (
    SELECT disclosure_id, document_id, kind, min(fact_id) AS fact_id, count(*) AS facts FROM fact GROUP BY ALL
), judged AS (
    SELECT
        source.*,
        CASE
            WHEN disclosure.disclosure_id IS NULL THEN 'belong to a disclosure that is not there'
            WHEN document.document_id IS NULL THEN 'come from a document that is not there'
            WHEN document.status IN ('quarantined', 'withdrawn') THEN 'come from a document that is ' || document.status
            WHEN document.status = 'superseded' AND disclosure.is_current
                THEN 'are current although the document is superseded'
        END AS reason
    FROM source
    LEFT JOIN core.disclosure AS disclosure USING (disclosure_id)
    LEFT JOIN raw.document AS document ON document.document_id = source.document_id
)
SELECT disclosure_id, document_id, fact_id, kind, facts, reason, facts AS difference
FROM judged
WHERE reason IS NOT NULL
ORDER BY document_id, disclosure_id, kind;
