-- kpi_weights_incomplete: the printed weights of a project's indicators do not make a whole (指标权重之和不为 100、90 或 80).
--
-- Equation: sum of the weights 权重 of the indicators = 100, or 100 less the weight of 预算执行率 (10 or 20)
-- Severity: warning
-- Blocking: no
-- Message: "{project_name}": the {indicators} indicators with a weight have {weights} points together; one may be missing or read twice
-- Row: the indicators of one project (or of a department itself) of a current disclosure of which two or more print a
--   weight. 100 points are given in all, 10 of them (20 in some places) for how much of the budget was spent, which is
--   no indicator of the sheet (财预〔2020〕10号). Weights printed as parts of 1 make 1, 0.9 or 0.8.
-- Columns:
--   disclosure_id   disclosure of the indicators
--   document_id     document of the indicators
--   fact_id         the first of the indicators
--   project_name    name of the project; 部门整体 for the department's own
--   indicators      how many indicators print a weight
--   weights         their sum
--   difference      sum - 100
WITH weighed AS (
    SELECT
        disclosure_id, document_id, project_id, kpi_id, seq, table_no,
        try_cast(regexp_extract(weight_raw, '^\s*([0-9]+(\.[0-9]+)?)\s*(分|%|％)?\s*$', 1) AS DECIMAL(9, 4)) AS weight
    FROM core.fact_kpi
),
whole AS (
    SELECT
        disclosure_id, document_id, project_id, min(table_no) AS table_no,
        arg_min(kpi_id, seq) AS kpi_id, count(weight) AS indicators, sum(weight) AS weights
    FROM weighed
    GROUP BY disclosure_id, document_id, project_id
    HAVING count(weight) > 1
)
SELECT
    whole.disclosure_id,
    whole.document_id,
    whole.kpi_id AS fact_id,
    coalesce(project.project_name, '部门整体') AS project_name,
    whole.indicators,
    whole.weights,
    whole.weights - 100 AS difference
FROM whole
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = whole.disclosure_id AND disclosure.is_current
LEFT JOIN core.fact_project AS project ON project.project_id = whole.project_id
WHERE whole.weights NOT IN (100, 90, 80, 1, 0.9, 0.8)
ORDER BY whole.disclosure_id, whole.document_id, whole.table_no, whole.kpi_id;
