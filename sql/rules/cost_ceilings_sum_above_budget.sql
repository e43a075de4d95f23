-- cost_ceilings_sum_above_budget: the ceilings of a project's cost indicators add up to more than its budget
--   (成本指标之和超过预算数).
--
-- Equation: sum of the ceilings of its cost indicators 成本指标值 <= budget of the project 预算数
-- Severity: info
-- Blocking: no
-- Message: project "{project_name}": its {indicators} cost indicators allow {ceilings_yuan} 元 together, the budget is {budget_yuan} 元
-- Row: one project of a current disclosure with two or more cost indicators in money, each below the budget: one that
--   reaches it is the total and not a part. Every ceiling may be kept and the money still not suffice for all.
-- Columns:
--   disclosure_id   disclosure of the project
--   document_id     document of the indicators
--   fact_id         the project
--   project_name    its name
--   indicators      how many indicators add up
--   targets         their targets as printed
--   ceilings_yuan   their sum in 元
--   budget_yuan     budget of the project in 元
--   difference      sum - budget in 元
WITH ceiling AS (
    SELECT
        project_id, min(document_id) AS document_id, count(*) AS indicators, sum(amount_yuan) AS ceilings_yuan,
        max(amount_yuan) AS highest_yuan,
        string_agg(target_raw, ', ' ORDER BY seq) AS targets,
        sum(core.half_digit(target_raw, target_unit)) AS tolerance
    FROM core.fact_kpi
    WHERE core.cost_limit(level1, level2, operator, amount_yuan) IS NOT NULL
    GROUP BY project_id
)
SELECT
    project.disclosure_id,
    ceiling.document_id,
    project.project_id AS fact_id,
    project.project_name,
    ceiling.indicators,
    ceiling.targets,
    ceiling.ceilings_yuan,
    project.budget_yuan,
    ceiling.ceilings_yuan - project.budget_yuan AS difference
FROM core.fact_project AS project
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = project.disclosure_id AND disclosure.is_current
JOIN ceiling ON ceiling.project_id = project.project_id
WHERE ceiling.indicators > 1 AND ceiling.highest_yuan < project.budget_yuan
    AND ceiling.ceilings_yuan - project.budget_yuan > ceiling.tolerance + coalesce(project.budget_digit_yuan, 0) / 2
ORDER BY project.disclosure_id, project.table_no, project.row_no;
