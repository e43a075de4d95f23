-- duplicate_fact: a fact stands in the warehouse more than once (重复的事实).
--
-- Equation: rows per fact id = 1
-- Severity: error
-- Blocking: yes
-- Message: fact {fact_id} is loaded {copies} times ({kinds}); every sum over it would be wrong
-- Row: one fact id that stands more than once, in one fact table or in several.
-- Columns:
--   disclosure_id  disclosure of the first copy
--   document_id    document of the first copy
--   fact_id        the id
--   kinds          fact tables that hold it
--   copies         how often it stands
--   difference     copies too many
WITH fact AS (
    SELECT line_item_id AS fact_id, disclosure_id, document_id, 'line item' AS kind FROM core.fact_line_item
    UNION ALL SELECT project_id, disclosure_id, document_id, 'project' FROM core.fact_project
    UNION ALL SELECT kpi_id, disclosure_id, document_id, 'indicator' FROM core.fact_kpi
    UNION ALL SELECT procurement_id, disclosure_id, document_id, 'procurement' FROM core.fact_procurement
    UNION ALL SELECT asset_id, disclosure_id, document_id, 'asset' FROM core.fact_asset
    UNION ALL SELECT institution_id, disclosure_id, document_id, 'institution' FROM core.fact_institution
    UNION ALL SELECT task_id, disclosure_id, document_id, 'task' FROM core.fact_task
    UNION ALL SELECT narrative_id, disclosure_id, document_id, 'narrative amount' FROM core.fact_narrative
)
SELECT
    min(disclosure_id) AS disclosure_id,
    min(document_id) AS document_id,
    fact_id,
    string_agg(DISTINCT kind, ', ' ORDER BY kind) AS kinds,
    count(*) AS copies,
    count(*) - 1 AS difference
FROM fact
GROUP BY fact_id
HAVING count(*) > 1
ORDER BY fact_id;
