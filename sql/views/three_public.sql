-- mart.three_public: the three public expenses of a department, year by year (“三公”经费).
--
-- Figures are those of mart.department_year: from the table, else from the text; a null is not disclosed, 0 is.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one year of one department (or own 本级, or unit) for which at least one of the figures is known.
-- Depends on: mart.department_year, mart.yoy_department, audit.table_status
-- Unique: department_key, scope, subject_unit, kind, fiscal_year
-- Columns:
--   region_code             region (行政区划代码)
--   region_name             its name
--   department_key          shared by the names of one bureau over time
--   department_name         department (部门)
--   peer_group              group of like departments elsewhere (同类部门)
--   scope                   department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit            code or name of the unit for scope unit, else ''
--   is_widest               true when no wider scope has a figure of the year; only these may be added up
--   kind                    budget 预算 or final_accounts 决算
--   fiscal_year             year of the figures
--   is_own                  true when the disclosure of this very year gives a figure, false when only another year's does
--   table_status            state of that year's table: present, declared_empty 空表, missing or unreadable; null without
--                           a disclosure of the year
--   total_yuan              “三公”经费合计 in 元
--   abroad_yuan             因公出国（境）费 in 元
--   vehicle_yuan            公务用车购置及运行维护费 in 元
--   vehicle_purchase_yuan   公务用车购置费 in 元, part of vehicle_yuan
--   vehicle_operation_yuan  公务用车运行维护费 in 元, part of vehicle_yuan
--   reception_yuan          公务接待费 in 元
--   unexplained_yuan        total_yuan - abroad_yuan - vehicle_yuan - reception_yuan; null when one is not disclosed
--   share                   total_yuan in percent points of the department's expenditure 支出合计
--   prior_year              year compared with, as mart.yoy_department
--   prior_total_yuan        total of that year in 元
--   change_yuan             total_yuan - prior_total_yuan
--   comparable              of the change: yes, mapped or no; null when there is no total
--   reason                  why it is not simply yes
--   source                  where total_yuan comes from: table, narrative or implied
--   proof                   proof of total_yuan
--   proven_share            how many of the figures of the row are proven or corrected, in percent points
--   fact_ids                evidence of the figures, see mart.trace
CREATE TABLE mart.three_public AS
WITH status AS (
    SELECT disclosure_id, status FROM audit.table_status WHERE statement = 'three_public'
), figure AS (
    SELECT year.*, status.status AS table_status
    FROM mart.department_year AS year
    LEFT JOIN status ON status.disclosure_id = year.disclosure_id AND year.is_own
    WHERE year.measure IN (
        'three_public_total', 'abroad', 'vehicle_total', 'vehicle_purchase', 'vehicle_operation', 'reception')
), wide AS (
    SELECT
        arg_max(region_code, is_own) AS region_code,
        arg_max(region_name, is_own) AS region_name,
        department_key,
        arg_max(department_name, is_own) AS department_name,
        any_value(peer_group) AS peer_group,
        scope,
        subject_unit,
        bool_and(is_widest) AS is_widest,
        kind,
        fiscal_year,
        bool_or(is_own) AS is_own,
        min(table_status) AS table_status,
        any_value(amount_yuan) FILTER (WHERE measure = 'three_public_total') AS total_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'abroad') AS abroad_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'vehicle_total') AS vehicle_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'vehicle_purchase') AS vehicle_purchase_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'vehicle_operation') AS vehicle_operation_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'reception') AS reception_yuan,
        any_value(source) FILTER (WHERE measure = 'three_public_total') AS source,
        any_value(proof) FILTER (WHERE measure = 'three_public_total') AS proof,
        TRY_CAST(100 * count(*) FILTER (WHERE proof IN ('proven', 'corrected')) AS DECIMAL(18, 4)) / count(*)
            AS proven_share,
        list(fact_id ORDER BY measure) AS fact_ids
    FROM figure
    GROUP BY department_key, scope, subject_unit, kind, fiscal_year
)
SELECT
    wide.region_code,
    wide.region_name,
    wide.department_key,
    wide.department_name,
    wide.peer_group,
    wide.scope,
    wide.subject_unit,
    wide.is_widest,
    wide.kind,
    wide.fiscal_year,
    wide.is_own,
    wide.table_status,
    wide.total_yuan,
    wide.abroad_yuan,
    wide.vehicle_yuan,
    wide.vehicle_purchase_yuan,
    wide.vehicle_operation_yuan,
    wide.reception_yuan,
    TRY_CAST(wide.total_yuan - wide.abroad_yuan - wide.vehicle_yuan - wide.reception_yuan AS DECIMAL(20, 2))
        AS unexplained_yuan,
    TRY_CAST(100 * wide.total_yuan / nullif(whole.amount_yuan, 0) AS DECIMAL(9, 4)) AS share,
    change.prior_year,
    change.prior_amount_yuan AS prior_total_yuan,
    change.change_yuan,
    change.comparable,
    change.reason,
    wide.source,
    wide.proof,
    TRY_CAST(wide.proven_share AS DECIMAL(9, 4)) AS proven_share,
    wide.fact_ids
FROM wide
LEFT JOIN mart.department_year AS whole
    ON whole.department_key = wide.department_key AND whole.scope = wide.scope
    AND whole.subject_unit = wide.subject_unit AND whole.kind = wide.kind
    AND whole.fiscal_year = wide.fiscal_year AND whole.measure = 'expenditure_total'
LEFT JOIN mart.yoy_department AS change
    ON change.department_key = wide.department_key AND change.scope = wide.scope
    AND change.subject_unit = wide.subject_unit AND change.kind = wide.kind
    AND change.fiscal_year = wide.fiscal_year AND change.measure = 'three_public_total'
ORDER BY wide.region_code, wide.department_key, wide.fiscal_year, wide.scope, wide.subject_unit, wide.kind;
