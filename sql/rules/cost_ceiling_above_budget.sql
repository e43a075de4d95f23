-- cost_ceiling_above_budget: the ceiling of a cost indicator is above its project's budget (成本指标超过预算数).
--
-- Equation: ceiling of a cost indicator 成本指标值 <= budget of its project 预算数
-- Severity: warning
-- Blocking: no
-- Message: project "{project_name}": cost indicator "{indicator}" allows {target} = {ceiling_yuan} 元, the budget is {budget_yuan} 元
-- Row: one cost indicator of a project of a current disclosure. A ceiling that is the budget within the last printed
--   digits of both is not above it; rates (元/人), indicators without an amount and costs to society do not count.
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
WHERE core.cost_limit(kpi.level1, kpi.level2, kpi.operator, kpi.amount_yuan) - project.budget_yuan
    > core.half_digit(kpi.target_raw, kpi.target_unit) + coalesce(project.budget_digit_yuan, 0) / 2
ORDER BY kpi.disclosure_id, kpi.document_id, kpi.table_no, kpi.row_no, kpi.seq;
