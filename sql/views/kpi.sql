-- mart.kpi: the performance indicators of the current disclosures, with the project they belong to (绩效指标).
--
-- Row: one indicator of a current disclosure.
-- Depends on: core.fact_kpi, core.fact_project, mart.disclosure
-- Unique: kpi_id
-- Columns:
--   kpi_id             fact id, to be given to mart.trace
--   region_code        region (行政区划代码)
--   region_name        its name in the year of the disclosure
--   department_key     shared by the names of one bureau over time
--   department_name    department (部门) under its name in this disclosure
--   disclosure_id      disclosure the indicator stands in
--   fiscal_year        fiscal year (预算年度)
--   kind               budget 预算 or final_accounts 决算
--   scope              department 部门, own 本级 or unit 所属单位
--   subject_unit       code or name of the unit for scope unit, else ''
--   is_widest          true when no wider disclosure of the year contains it; only these may be added up
--   subject            project 项目, or department 部门 for the indicators of the department as a whole
--   project_id         project it measures; null for the department's own
--   project_key        the same project across years
--   key_reason         what project_key rests on: code or name; null for the department's own
--   project_code       project code (项目编码)
--   project_name       project name (项目名称)
--   project_yuan       budget of the project (预算数) in 元
--   seq                running number in its grid
--   level1             first level (一级指标)
--   level2             second level (二级指标)
--   level3             name of the indicator (三级指标)
--   description        description (指标描述)
--   target_raw         target as printed (指标值)
--   operator           relation to the target: >=, <=, =, >, <, before, or text when it is in words
--   target_value       target in the printed unit
--   target_unit        printed unit (计量单位)
--   target_date        date to meet
--   amount_yuan        the target in 元 when its unit is money
--   cost_limit_yuan    what the indicator allows the project to cost, in 元: the amount of one of cost (成本指标, without
--                      社会成本 and 生态环境成本) with <=, < or =; null for any other
--   is_above_budget    true when cost_limit_yuan is above project_yuan by more than the last printed digits of both
--                      explain; null without either
--   weight_raw         weight (权重) as printed
--   basis              basis of the target (指标值确定依据)
--   is_measurable      true when the target is a number or a date
--   proof              proven, unchecked, disputed or corrected
--   document_id        document it was read from
--   table_no           table of the document
--   row_no             row of the table
CREATE VIEW mart.kpi AS
WITH kpi AS (
    SELECT
        fact.*,
        disclosure.region_code,
        disclosure.region_name,
        disclosure.department_key,
        disclosure.department_name,
        disclosure.fiscal_year,
        disclosure.kind,
        disclosure.scope,
        disclosure.subject_unit,
        disclosure.is_widest
    FROM core.fact_kpi AS fact
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id
)
SELECT
    kpi.kpi_id,
    kpi.region_code,
    kpi.region_name,
    kpi.department_key,
    kpi.department_name,
    kpi.disclosure_id,
    kpi.fiscal_year,
    kpi.kind,
    kpi.scope,
    kpi.subject_unit,
    kpi.is_widest,
    CASE WHEN kpi.project_id IS NULL THEN 'department' ELSE 'project' END AS subject,
    kpi.project_id,
    project.project_key,
    project.key_reason,
    project.project_code,
    project.project_name,
    project.budget_yuan AS project_yuan,
    kpi.seq,
    kpi.level1,
    kpi.level2,
    kpi.level3,
    kpi.description,
    kpi.target_raw,
    kpi.operator,
    kpi.target_value,
    kpi.target_unit,
    kpi.target_date,
    kpi.amount_yuan,
    core.cost_limit(kpi.level1, kpi.level2, kpi.operator, kpi.amount_yuan) AS cost_limit_yuan,
    core.cost_limit(kpi.level1, kpi.level2, kpi.operator, kpi.amount_yuan) - project.budget_yuan
        > core.half_digit(kpi.target_raw, kpi.target_unit) + coalesce(project.budget_digit_yuan, 0) / 2 AS is_above_budget,
    kpi.weight_raw,
    kpi.basis,
    kpi.target_value IS NOT NULL OR kpi.target_date IS NOT NULL AS is_measurable,
    kpi.proof,
    kpi.document_id,
    kpi.table_no,
    kpi.row_no
FROM kpi
LEFT JOIN core.fact_project AS project ON project.project_id = kpi.project_id;
