-- mart.project: the projects of the current disclosures, with their money and what they promise (项目).
--
-- Row: one project of a current disclosure.
-- Depends on: core.fact_project, core.fact_kpi, core.fact_project_schedule, mart.disclosure
-- Unique: project_id
-- Columns:
--   project_id            fact id, to be given to mart.trace
--   project_key           the same project across years
--   key_reason            what project_key rests on: code or name
--   region_code           region (行政区划代码)
--   region_name           its name in the year of the disclosure
--   department_key        shared by the names of one bureau over time
--   department_name       department (部门) under its name in this disclosure
--   disclosure_id         disclosure the project stands in
--   fiscal_year           fiscal year (预算年度)
--   kind                  budget 预算 or final_accounts 决算
--   scope                 department 部门, own 本级 or unit 所属单位: never to be added up
--   is_widest             true when no wider disclosure of the year contains it; only these may be added up
--   unit_code             budget unit's code (单位编码)
--   unit_name             budget unit's name (单位名称)
--   project_code          project code (项目编码) as printed
--   project_name          project name (项目名称) as printed
--   project_type          type of project (项目类别) as printed
--   budget_yuan           budget of the year (预算数) in 元
--   budget_digit_yuan     what one of its last printed digit is in 元: 100 for 13.20万元, which may be 50 元 more or less
--   total_yuan            whole life (项目总额) in 元
--   fiscal_yuan           fiscal money (财政资金) in 元
--   other_yuan            other money (其他资金) in 元
--   share_of_projects     share of budget_yuan in all projects of the disclosure, in percent points
--   prior_budget_yuan     budget of the same project the year before, in 元; null when that disclosure does not show it
--   change_yuan           budget_yuan - prior_budget_yuan
--   purpose               what the money is for (资金用途)
--   goals                 performance goals (绩效目标) as printed
--   kpis                  number of its indicators (绩效指标), see mart.kpi
--   spent_by_june_share   share to be spent by the end of June (6月底) in percent points
--   spent_by_june_yuan    money to be spent by the end of June in 元
--   proof                 proven, unchecked, disputed or corrected
--   document_id           document it was read from
--   table_no              table of its first printing
--   row_no                row of its first printing
CREATE VIEW mart.project AS
WITH kpis AS (
    SELECT project_id, count(*) AS kpis FROM core.fact_kpi WHERE project_id IS NOT NULL GROUP BY project_id
), june AS (
    SELECT project_id, share, amount_yuan FROM core.fact_project_schedule WHERE month = 6
), project AS (
    SELECT
        fact.*,
        disclosure.region_code,
        disclosure.region_name,
        disclosure.fiscal_year,
        disclosure.kind,
        disclosure.scope,
        disclosure.is_widest,
        disclosure.department_key,
        disclosure.department_name
    FROM core.fact_project AS fact
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id
), portfolio AS (
    SELECT disclosure_id, sum(budget_yuan) AS budget_yuan FROM project GROUP BY ALL
), by_year AS (
    -- One budget of a project and year; a project that several rows of one disclosure share has none to compare with.
    SELECT project_key, kind, scope, fiscal_year, any_value(budget_yuan) AS budget_yuan
    FROM project GROUP BY ALL HAVING count(*) = 1
)
SELECT
    project.project_id,
    project.project_key,
    project.key_reason,
    project.region_code,
    project.region_name,
    project.department_key,
    project.department_name,
    project.disclosure_id,
    project.fiscal_year,
    project.kind,
    project.scope,
    project.is_widest,
    project.unit_code,
    project.unit_name,
    project.project_code,
    project.project_name,
    project.project_type,
    project.budget_yuan,
    project.budget_digit_yuan,
    project.total_yuan,
    project.fiscal_yuan,
    project.other_yuan,
    TRY_CAST(100 * project.budget_yuan / nullif(portfolio.budget_yuan, 0) AS DECIMAL(9, 4)) AS share_of_projects,
    prior.budget_yuan AS prior_budget_yuan,
    CAST(project.budget_yuan - prior.budget_yuan AS DECIMAL(20, 2)) AS change_yuan,
    project.purpose,
    project.goals,
    coalesce(kpis.kpis, 0) AS kpis,
    june.share AS spent_by_june_share,
    june.amount_yuan AS spent_by_june_yuan,
    project.proof,
    project.document_id,
    project.table_no,
    project.row_no
FROM project
LEFT JOIN portfolio ON portfolio.disclosure_id = project.disclosure_id
LEFT JOIN kpis ON kpis.project_id = project.project_id
LEFT JOIN june ON june.project_id = project.project_id
LEFT JOIN by_year AS this_year
    ON this_year.project_key = project.project_key AND this_year.kind = project.kind
    AND this_year.scope = project.scope AND this_year.fiscal_year = project.fiscal_year
LEFT JOIN by_year AS prior
    ON prior.project_key = this_year.project_key AND prior.kind = this_year.kind AND prior.scope = this_year.scope
    AND prior.fiscal_year = this_year.fiscal_year - 1;
