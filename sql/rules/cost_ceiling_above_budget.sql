-- cost_ceiling_above_budget: the ceiling of a cost indicator is above its project's budget (成本指标超过预算数).
--
-- Equation: ceiling of a cost indicator 成本指标值 <= budget of its project 预算数
-- Severity: warning
-- Blocking: no
-- Message: project "{project_name}": cost indicator "{indicator}" allows {target} = {ceiling_yuan} 元, the budget is {budget_yuan} 元
-- Row: one cost indicator of a project of a current disclosure. A ceiling that is the budget rounded to its own last
--   digit is not above it; rates (元/人) and indicators without an amount do not count.
-- Columns:
--   disclosure_id  disclosure of the indicator
--   document_id    document of the indicator
--   fact_id        the indicator
--   project_id     the project
--   project_name   its name
--   indicator      name of the indicator (三级指标)
--   target         target as printed
--   ceiling_yuan   target in 元
--   budget_yuan    budget of the project in 元
--   difference     ceiling - budget in 元
SELECT
    kpi.disclosure_id,
    kpi.document_id,
    kpi.kpi_id AS fact_id,
    project.project_id,
    project.project_name,
    coalesce(kpi.level3, kpi.description) AS indicator,
    kpi.target_raw AS target,
    kpi.amount_yuan AS ceiling_yuan,
    project.budget_yuan,
    kpi.amount_yuan - project.budget_yuan AS difference
FROM core.fact_kpi AS kpi
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = kpi.disclosure_id AND disclosure.is_current
JOIN core.fact_project AS project ON project.project_id = kpi.project_id
WHERE kpi.operator IN ('<=', '<', '=')
    AND contains(concat(kpi.level1, kpi.level2), '成本')
    AND kpi.amount_yuan - project.budget_yuan > CAST(
        0.5 * power(
            10, CASE WHEN contains(kpi.target_unit, '亿') THEN 8 WHEN contains(kpi.target_unit, '万') THEN 4 ELSE 0 END
                - length(regexp_extract(kpi.target_raw, '\.\s*(\d+)', 1))
        ) AS DECIMAL(20, 2)
    )
ORDER BY kpi.disclosure_id, kpi.document_id, kpi.table_no, kpi.row_no, kpi.seq;
