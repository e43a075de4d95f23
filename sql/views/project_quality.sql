-- mart.project_quality: what each project promises for its money: how good its indicators are, and whether their costs fit
--   its budget (项目绩效质量).
--
-- A limit of cost is mart.kpi.cost_limit_yuan. Each may be kept and the money still not suffice
-- for all (costs_sum_yuan); one that is the whole budget stands beside its parts in some forms.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one project of a current disclosure, also one without indicators.
-- Depends on: mart.project, mart.kpi, mart.yoy_kpi
-- Unique: project_id
-- Columns:
--   project_id         fact id, to be given to mart.trace
--   project_key        the same project across years
--   region_code        region (行政区划代码)
--   region_name        its name in the year of the disclosure
--   department_key     shared by the names of one bureau over time
--   department_name    department (部门) under its name in this disclosure
--   disclosure_id      disclosure
--   fiscal_year        fiscal year (预算年度)
--   kind               budget 预算 or final_accounts 决算
--   scope              department 部门, own 本级 or unit 所属单位: never to be added up
--   is_widest          true when no wider disclosure of the year contains it; only these may be added up
--   project_code       project code (项目编码)
--   project_name       project name (项目名称)
--   budget_yuan        budget of the year (预算数) in 元
--   kpis               its indicators
--   quantified_share   targets that are a number or a date, in percent points of the indicators
--   full_share         targets of 100 %, in percent points of the indicators
--   unnamed            indicators without a name of their own
--   duplicates         indicators that repeat name and target of another of the project
--   copied             indicators that repeat name and target of another project of the disclosure
--   prior_year         latest earlier year with indicators of the project; null when there is none
--   unchanged_share    indicators with the name and target of that year, in percent points; null without one
--   cost_kpis          indicators of cost (成本指标)
--   cost_limits        those of them that limit the cost to an amount, see mart.kpi
--   highest_cost_yuan  highest of these amounts in 元
--   costs_sum_yuan     sum of these amounts in 元
--   cost_share         highest amount in percent points of the budget
--   cost_verdict       above (an amount is above the budget), sum_above (only their sum is), equal (the highest is the
--                      budget), below (money is left that no cost explains), none (no cost indicator sets an amount);
--                      null without a budget. Rounding of both figures is allowed for
CREATE TABLE mart.project_quality AS
WITH quality AS (
    SELECT
        project_id,
        count(*) AS kpis,
        count(*) FILTER (WHERE is_quantified) AS quantified,
        count(*) FILTER (WHERE is_full) AS full_targets,
        count(*) FILTER (WHERE is_unnamed) AS unnamed,
        count(*) FILTER (WHERE is_duplicate) AS duplicates,
        count(*) FILTER (WHERE is_copied) AS copied,
        max(prior_year) AS prior_year,
        count(*) FILTER (WHERE is_unchanged) AS unchanged
    FROM mart.yoy_kpi WHERE project_id IS NOT NULL GROUP BY project_id
), cost AS (
    SELECT
        project_id,
        cost_limit_yuan,
        core.half_digit(target_raw, target_unit) AS tolerance
    FROM mart.kpi
    WHERE project_id IS NOT NULL AND contains(concat(level1, level2), '成本')
), costs AS (
    SELECT
        project_id,
        count(*) AS cost_kpis,
        count(cost_limit_yuan) AS cost_limits,
        max(cost_limit_yuan) AS highest_yuan,
        arg_max(tolerance, cost_limit_yuan) AS highest_tolerance,
        CAST(sum(cost_limit_yuan) AS DECIMAL(20, 2)) AS sum_yuan,
        sum(tolerance) FILTER (WHERE cost_limit_yuan IS NOT NULL) AS sum_tolerance
    FROM cost GROUP BY project_id
)
SELECT
    project.project_id,
    project.project_key,
    project.region_code,
    project.region_name,
    project.department_key,
    project.department_name,
    project.disclosure_id,
    project.fiscal_year,
    project.kind,
    project.scope,
    project.is_widest,
    project.project_code,
    project.project_name,
    project.budget_yuan,
    coalesce(quality.kpis, 0) AS kpis,
    CAST(100 * quality.quantified / quality.kpis AS DECIMAL(9, 4)) AS quantified_share,
    CAST(100 * quality.full_targets / quality.kpis AS DECIMAL(9, 4)) AS full_share,
    coalesce(quality.unnamed, 0) AS unnamed,
    coalesce(quality.duplicates, 0) AS duplicates,
    coalesce(quality.copied, 0) AS copied,
    quality.prior_year,
    CASE WHEN quality.prior_year IS NOT NULL
         THEN CAST(100 * quality.unchanged / quality.kpis AS DECIMAL(9, 4)) END AS unchanged_share,
    coalesce(costs.cost_kpis, 0) AS cost_kpis,
    coalesce(costs.cost_limits, 0) AS cost_limits,
    costs.highest_yuan AS highest_cost_yuan,
    costs.sum_yuan AS costs_sum_yuan,
    TRY_CAST(100 * costs.highest_yuan / nullif(project.budget_yuan, 0) AS DECIMAL(9, 4)) AS cost_share,
    CASE WHEN project.budget_yuan IS NULL THEN NULL
         WHEN coalesce(costs.cost_limits, 0) = 0 THEN 'none'
         WHEN costs.highest_yuan - project.budget_yuan > costs.highest_tolerance + project.rounding_yuan THEN 'above'
         WHEN abs(costs.highest_yuan - project.budget_yuan) <= costs.highest_tolerance + project.rounding_yuan THEN 'equal'
         WHEN costs.sum_yuan - project.budget_yuan > costs.sum_tolerance + project.rounding_yuan THEN 'sum_above'
         WHEN abs(costs.sum_yuan - project.budget_yuan) <= costs.sum_tolerance + project.rounding_yuan THEN 'equal'
         ELSE 'below' END AS cost_verdict
FROM (SELECT *, coalesce(budget_digit_yuan, 0) / 2 AS rounding_yuan FROM mart.project) AS project
LEFT JOIN quality ON quality.project_id = project.project_id
LEFT JOIN costs ON costs.project_id = project.project_id
ORDER BY project.region_code, project.department_key, project.fiscal_year, project.disclosure_id, project.project_id;
