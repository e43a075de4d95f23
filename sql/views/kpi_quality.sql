-- mart.kpi_quality: how good the performance indicators of each disclosure are (绩效指标质量).
--
-- Row: one current disclosure that prints projects or indicators.
-- Depends on: mart.disclosure, mart.yoy_kpi, mart.project_quality
-- Unique: disclosure_id
-- Columns:
--   disclosure_id            disclosure
--   region_code              region (行政区划代码)
--   region_name              its name in the fiscal year
--   department_key           shared by the names of one bureau over time
--   department_name          department (部门) under its name in this disclosure
--   peer_group               group of like departments elsewhere (同类部门)
--   scope                    department 部门, own 本级 or unit 所属单位: never to be added up
--   is_widest                true when no wider disclosure of the year contains it; only these may be added up
--   kind                     budget 预算 or final_accounts 决算
--   fiscal_year              fiscal year (预算年度)
--   projects                 its projects
--   projects_without_kpis    those of them without an indicator
--   budget_without_kpis_yuan their budgets in 元
--   kpis                     its indicators, those of the department as a whole included
--   quantified_share         targets that are a number or a date, in percent points of the indicators
--   full_share               targets of 100 %, in percent points
--   unnamed_share            indicators without a name of their own (数量指标 and the like), in percent points
--   duplicate_share          indicators that repeat name and target of another of the same project, in percent points
--   copied_share             indicators that repeat name and target of another project, in percent points
--   compared                 indicators of projects that an earlier year's disclosure has indicators for
--   unchanged_share          those with the name and target of that year, in percent points of compared; null when none is
--   projects_above_cost      projects with a cost indicator above their budget, see mart.project_quality
CREATE VIEW mart.kpi_quality AS
WITH quality AS (
    SELECT
        disclosure_id,
        count(*) AS kpis,
        count(*) FILTER (WHERE is_quantified) AS quantified,
        count(*) FILTER (WHERE is_full) AS full_targets,
        count(*) FILTER (WHERE is_unnamed) AS unnamed,
        count(*) FILTER (WHERE is_duplicate) AS duplicates,
        count(*) FILTER (WHERE is_copied) AS copied,
        count(is_unchanged) AS compared,
        count(*) FILTER (WHERE is_unchanged) AS unchanged
    FROM mart.yoy_kpi GROUP BY disclosure_id
), project AS (
    SELECT
        disclosure_id,
        count(*) AS projects,
        count(*) FILTER (WHERE kpis = 0) AS without_kpis,
        sum(budget_yuan) FILTER (WHERE kpis = 0) AS without_kpis_yuan,
        count(*) FILTER (WHERE cost_verdict = 'above') AS above_cost
    FROM mart.project_quality GROUP BY disclosure_id
)
SELECT
    disclosure.disclosure_id,
    disclosure.region_code,
    disclosure.region_name,
    disclosure.department_key,
    disclosure.department_name,
    disclosure.peer_group,
    disclosure.scope,
    disclosure.is_widest,
    disclosure.kind,
    disclosure.fiscal_year,
    coalesce(project.projects, 0) AS projects,
    coalesce(project.without_kpis, 0) AS projects_without_kpis,
    CAST(coalesce(project.without_kpis_yuan, 0) AS DECIMAL(20, 2)) AS budget_without_kpis_yuan,
    coalesce(quality.kpis, 0) AS kpis,
    CAST(100 * quality.quantified / quality.kpis AS DECIMAL(9, 4)) AS quantified_share,
    CAST(100 * quality.full_targets / quality.kpis AS DECIMAL(9, 4)) AS full_share,
    CAST(100 * quality.unnamed / quality.kpis AS DECIMAL(9, 4)) AS unnamed_share,
    CAST(100 * quality.duplicates / quality.kpis AS DECIMAL(9, 4)) AS duplicate_share,
    CAST(100 * quality.copied / quality.kpis AS DECIMAL(9, 4)) AS copied_share,
    coalesce(quality.compared, 0) AS compared,
    CAST(100 * quality.unchanged / nullif(quality.compared, 0) AS DECIMAL(9, 4)) AS unchanged_share,
    coalesce(project.above_cost, 0) AS projects_above_cost
FROM mart.disclosure AS disclosure
LEFT JOIN quality ON quality.disclosure_id = disclosure.disclosure_id
LEFT JOIN project ON project.disclosure_id = disclosure.disclosure_id
WHERE coalesce(quality.kpis, project.projects) IS NOT NULL;
