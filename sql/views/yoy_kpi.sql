-- mart.yoy_kpi: each performance indicator against the same one of the year before, and whether it repeats another
--   (绩效指标同比).
--
-- Indicators are the same where their project is (mart.yoy_project) and their name; those of the department as a whole by
-- their name alone. Where the earlier list has the name several times, an equal target is taken first. A target or name
-- that moves with the year (2025年12月底前, then 2026年12月底前) is the same.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one indicator of a current disclosure.
-- Depends on: mart.kpi
-- Unique: kpi_id
-- Columns:
--   kpi_id              fact id, to be given to mart.trace
--   region_code         region (行政区划代码)
--   region_name         its name in the year of the disclosure
--   department_key      shared by the names of one bureau over time
--   department_name     department (部门) under its name in this disclosure
--   scope               department 部门, own 本级 or unit 所属单位
--   subject_unit        code or name of the unit for scope unit, else ''
--   is_widest           true when no wider disclosure of the year contains it; only these may be added up
--   kind                budget 预算 or final_accounts 决算
--   disclosure_id       disclosure
--   fiscal_year         fiscal year (预算年度)
--   prior_year          latest earlier year whose disclosure prints indicators of the project (or of the department);
--                       null when there is none
--   subject             project 项目, or department 部门 for the indicators of the department as a whole
--   project_id          project it measures; null for the department's own
--   project_key         the same project across years
--   project_name        project name (项目名称)
--   level1              first level (一级指标)
--   level2              second level (二级指标)
--   level3              name of the indicator (三级指标)
--   target_raw          target as printed (指标值)
--   prior_target_raw    target of the earlier year; null when the earlier list has no indicator of the name
--   target_value        target in the printed unit
--   prior_target_value  target of the earlier year in its printed unit
--   change_value        target_value - prior_target_value; null when the units differ
--   is_unchanged        true when an indicator of this name had this target in the earlier year; null without an earlier
--                       list
--   is_quantified       true when the target is a number or a date
--   is_full             true when it promises 100 % of something
--   is_unnamed          true when it has no name of its own: none, or that of its level (数量指标)
--   is_duplicate        true when another indicator of the same project (or of the department) has its name and target
--   is_copied           true when an indicator of another project of the disclosure has its name and target
--   comparable          yes, mapped (comparable by the assumption that reason names) or no
--   reason              why it is not simply yes; null when it is
--   prior_kpi_id        indicator of the earlier year
CREATE TABLE mart.yoy_kpi AS
WITH indicator AS (
    SELECT
        *,
        coalesce(project_key, department_key) AS measured_key,
        core.of_own_year(coalesce(level3, description, level2, ''), fiscal_year) AS name_key,
        core.of_own_year(coalesce(target_raw, ''), fiscal_year) AS target_key
    FROM mart.kpi
), repeats AS (
    SELECT
        *,
        count(*) OVER twin > 1 AS is_duplicate,
        count(*) OVER namesake > count(*) OVER twin AND project_id IS NOT NULL AS is_copied
    FROM indicator
    WINDOW
        twin AS (PARTITION BY disclosure_id, project_id, name_key, target_key),
        namesake AS (PARTITION BY disclosure_id, subject, name_key, target_key)
), listed AS (
    SELECT
        department_key, scope, subject_unit, kind, subject, measured_key, fiscal_year,
        lag(fiscal_year) OVER (
            PARTITION BY department_key, scope, subject_unit, kind, subject, measured_key ORDER BY fiscal_year
        ) AS prior_year
    FROM (
        SELECT DISTINCT department_key, scope, subject_unit, kind, subject, measured_key, fiscal_year FROM indicator)
), paired AS (
    SELECT
        repeats.*,
        listed.prior_year,
        earlier.kpi_id AS prior_kpi_id,
        earlier.key_reason AS prior_key_reason,
        earlier.target_raw AS prior_target_raw,
        earlier.target_value AS prior_target_value,
        earlier.target_unit AS prior_target_unit,
        earlier.target_key AS prior_target_key
    FROM repeats
    JOIN listed
        ON listed.department_key = repeats.department_key AND listed.scope = repeats.scope
        AND listed.subject_unit = repeats.subject_unit AND listed.kind = repeats.kind
        AND listed.subject = repeats.subject AND listed.measured_key = repeats.measured_key
        AND listed.fiscal_year = repeats.fiscal_year
    LEFT JOIN indicator AS earlier
        ON earlier.department_key = repeats.department_key AND earlier.scope = repeats.scope
        AND earlier.subject_unit = repeats.subject_unit AND earlier.kind = repeats.kind
        AND earlier.subject = repeats.subject AND earlier.measured_key = repeats.measured_key
        AND earlier.fiscal_year = listed.prior_year AND earlier.name_key = repeats.name_key
    QUALIFY row_number() OVER (
        PARTITION BY repeats.kpi_id
        ORDER BY earlier.target_key IS DISTINCT FROM repeats.target_key, earlier.level2 IS DISTINCT FROM repeats.level2,
            abs(earlier.seq - repeats.seq), earlier.kpi_id
    ) = 1
), judged AS (
    SELECT
        *,
        concat_ws('; ',
            CASE WHEN prior_year IS NULL THEN 'no indicators of an earlier year' END,
            CASE WHEN prior_year IS NOT NULL AND prior_kpi_id IS NULL
                 THEN 'no indicator of this name in ' || prior_year END,
            CASE WHEN prior_year < fiscal_year - 1
                 THEN 'other year: the latest earlier list is of ' || prior_year END,
            CASE WHEN target_unit <> prior_target_unit
                 THEN 'unit: ' || target_unit || ' against ' || prior_target_unit END
        ) AS obstacle,
        CASE WHEN subject = 'project' AND key_reason = 'name' AND prior_kpi_id IS NOT NULL
             THEN 'the same project by its name, not by a code' END AS assumption
    FROM paired
)
SELECT
    kpi_id,
    region_code,
    region_name,
    department_key,
    department_name,
    scope,
    subject_unit,
    is_widest,
    kind,
    disclosure_id,
    fiscal_year,
    prior_year,
    subject,
    project_id,
    project_key,
    project_name,
    level1,
    level2,
    level3,
    target_raw,
    prior_target_raw,
    target_value,
    prior_target_value,
    CASE WHEN target_unit IS NOT DISTINCT FROM prior_target_unit THEN target_value - prior_target_value END AS change_value,
    CASE WHEN prior_year IS NOT NULL THEN coalesce(target_key = prior_target_key, FALSE) END AS is_unchanged,
    is_measurable AS is_quantified,
    coalesce(
        target_value = 100 AND operator IN ('=', '>=')
        -- Some forms print the unit in the name: 合规率（%） 100.
        AND (target_unit = '%' OR target_unit IS NULL AND regexp_matches(level3, '[（(][%％][)）]\s*$')), FALSE) AS is_full,
    coalesce(level3, description, '') = ''
        OR regexp_matches(coalesce(level3, description), '^(数量|质量|时效|成本|经济成本|社会成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|满意度|产出|效益)?指标\d*$')
        AS is_unnamed,
    is_duplicate,
    is_copied,
    CASE WHEN obstacle <> '' THEN 'no' WHEN assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(obstacle, ''), nullif(assumption, '')), '') AS reason,
    prior_kpi_id
FROM judged
ORDER BY region_code, department_key, fiscal_year, kpi_id;
