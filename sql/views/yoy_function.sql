-- mart.yoy_function: what a department spends on a function against its last earlier year (功能支出同比).
--
-- The earlier figure is that of the earlier year's own disclosure, else of a prior-year column, else implied by the
-- change that the text states for the code. A code that fell away has no row.
--
-- Row: one functional code on one basis in one year that a disclosure of a department (or own 本级, or unit) prints; compared with
--   the latest earlier year that has one, of the same scope, kind and basis.
-- Depends on: mart.yoy_code
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, basis, function_code
-- Columns:
--   region_code            region (行政区划代码)
--   region_name            its name
--   department_key         shared by the names of one bureau over time
--   department_name        name (部门) with the later figure
--   prior_department_name  name with the earlier figure
--   peer_group             group of like departments elsewhere (同类部门)
--   scope                  department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit           code or name of the unit for scope unit, else ''
--   is_widest              true when no wider disclosure of the year contains it, see mart.disclosure
--   kind                   budget 预算 or final_accounts 决算
--   basis                  all_money 全部资金 (支出总表) or general_public 一般公共预算 (一般公共预算支出表)
--   function_code          functional code (支出功能分类), printed, inferred from the name, or a higher level that the form
--                          does not print
--   function_name          its name in the later year
--   prior_function_name    its name in the earlier year
--   level                  1 类, 2 款, 3 项
--   fiscal_year            the later year
--   prior_year             the earlier year; null when no earlier figure is known
--   amount_yuan            the later amount in 元
--   prior_amount_yuan      the earlier amount in 元
--   change_yuan            amount_yuan - prior_amount_yuan
--   change_percent         change in percent points of the earlier amount; null when that is zero
--   share                  later amount in percent points of the later total of the basis
--   prior_share            earlier amount in percent points of the earlier total; null for an implied one
--   stated_change_yuan     change that the later year's text states itself (较上年增减); null when it states none
--   prior_source           table (the earlier year's own), column (a prior-year column) or implied (by a stated
--                          change)
--   proven_share           how much of the later amount arithmetic proves, in percent points; null for an amount of 0
--   prior_proven_share     the same of the earlier amount; of an implied one that of the figures it comes from
--   comparable             yes, mapped (comparable by the assumption that reason names) or no
--   reason                 why it is not simply yes; null when it is
--   fact_ids               the cells that make the later amount, see mart.trace
--   prior_fact_ids         the cells that make the earlier amount, or that an implied one starts from
--   prior_change_fact_id   stated change that an implied earlier figure rests on
--   disclosure_id          disclosure of the later figure
CREATE VIEW mart.yoy_function AS
SELECT
    region_code,
    region_name,
    department_key,
    department_name,
    prior_department_name,
    peer_group,
    scope,
    subject_unit,
    is_widest,
    kind,
    basis,
    code AS function_code,
    name AS function_name,
    prior_name AS prior_function_name,
    level,
    fiscal_year,
    prior_year,
    amount_yuan,
    prior_amount_yuan,
    change_yuan,
    change_percent,
    share,
    prior_share,
    stated_change_yuan,
    prior_source,
    proven_share,
    prior_proven_share,
    comparable,
    reason,
    fact_ids,
    prior_fact_ids,
    prior_change_fact_id,
    disclosure_id
FROM mart.yoy_code
WHERE classification = 'function';
