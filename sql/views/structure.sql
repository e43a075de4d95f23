-- mart.structure: what a department's money is made of, one row a year: basic against project, personnel against public
-- use, three public expenses, operating cost, procurement (支出结构).
--
-- Figures are those of mart.department_year, each with its own evidence there. Shares of basic and project expenditure are
-- given where the figures are known to cover the same money: by their tables, or because they add up. A text says 基本支出
-- also of fiscal money alone: where that cannot be told, the share is null and reason says so.
--
-- Row: one year of one department (or own 本级, or unit) with a disclosure of its own.
-- Depends on: mart.department_year
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
--   fiscal_year             fiscal year (预算年度)
--   expenditure_yuan        expenditure 支出合计 in 元
--   basic_yuan              basic expenditure 基本支出 in 元; personnel and public use of all money added up where only they
--                           are printed for it
--   project_yuan            project expenditure 项目支出 in 元
--   other_expenditure_yuan  expenditure - basic - project, for example 经营支出 or 结转; null when one of them is not
--                           disclosed or covers other money
--   basic_share             basic in percent points of expenditure
--   project_share           project in percent points of expenditure
--   personnel_yuan          personnel 人员经费 in 元
--   public_use_yuan         public use 公用经费 in 元
--   parts_fund_source       money that these two cover, often the general public budget alone; null where a text does not
--                           say
--   personnel_share         personnel in percent points of personnel + public use
--   public_use_share        public use in percent points of personnel + public use
--   three_public_yuan       “三公”经费 of fiscal money in 元
--   three_public_share      three public expenses in percent points of expenditure
--   operating_cost_yuan     operating cost of the office 机关运行经费 in 元
--   operating_cost_share    operating cost in percent points of expenditure
--   procurement_yuan        government procurement 政府采购 in 元
--   procurement_share       procurement in percent points of expenditure
--   carry_over_yuan         carried over from earlier years 上年结转 in 元
--   carry_over_share        carry-over in percent points of income 收入总计
--   reason                  why a share is missing, and which figures are disputed; null when nothing is to be said
--   proven_share            how many of the row's figures are proven or corrected, in percent points
--   fact_ids                evidence of the figures, see mart.trace
--   disclosure_id           disclosure
CREATE VIEW mart.structure AS
WITH figure AS (
    SELECT * FROM mart.department_year
    WHERE is_own AND measure IN (
        'expenditure_total', 'basic', 'project', 'personnel', 'public_use', 'three_public_total', 'operating_cost',
        'procurement_total', 'carry_over', 'income_total')
), wide AS (
    SELECT
        any_value(region_code) AS region_code,
        any_value(region_name) AS region_name,
        department_key,
        any_value(department_name) AS department_name,
        any_value(peer_group) AS peer_group,
        scope,
        subject_unit,
        bool_and(is_widest) AS is_widest,
        kind,
        fiscal_year,
        any_value(disclosure_id) AS disclosure_id,
        any_value(amount_yuan) FILTER (WHERE measure = 'expenditure_total') AS expenditure_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'basic') AS basic_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'project') AS project_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'personnel') AS personnel_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'public_use') AS public_use_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'three_public_total') AS three_public_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'operating_cost') AS operating_cost_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'procurement_total') AS procurement_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'carry_over') AS carry_over_yuan,
        any_value(amount_yuan) FILTER (WHERE measure = 'income_total') AS income_yuan,
        any_value(fund_source) FILTER (WHERE measure = 'expenditure_total') AS fund,
        any_value(fund_source) FILTER (WHERE measure = 'basic') AS basic_fund,
        any_value(fund_source) FILTER (WHERE measure = 'project') AS project_fund,
        any_value(fund_source) FILTER (WHERE measure = 'personnel') AS personnel_fund,
        any_value(fund_source) FILTER (WHERE measure = 'public_use') AS public_use_fund,
        any_value(source) FILTER (WHERE measure = 'personnel') AS personnel_source,
        any_value(source) FILTER (WHERE measure = 'public_use') AS public_use_source,
        string_agg(measure || ' is disputed', '; ' ORDER BY measure) FILTER (WHERE proof = 'disputed') AS disputed,
        CAST(100 * count(*) FILTER (WHERE proof IN ('proven', 'corrected')) AS DECIMAL(18, 4)) / count(*) AS proven_share,
        list(fact_id ORDER BY measure) AS fact_ids
    FROM figure
    GROUP BY department_key, scope, subject_unit, kind, fiscal_year
), completed AS (
    SELECT
        * REPLACE (
            CASE WHEN is_sum THEN CAST(personnel_yuan + public_use_yuan AS DECIMAL(20, 2)) ELSE basic_yuan END AS basic_yuan,
            CASE WHEN is_sum THEN fund ELSE basic_fund END AS basic_fund
        )
    FROM (
        SELECT
            *,
            coalesce(
                personnel_fund = fund AND public_use_fund = fund AND basic_fund IS DISTINCT FROM fund
                AND personnel_yuan + public_use_yuan IS NOT NULL, FALSE) AS is_sum
        FROM wide
    )
), judged AS (
    SELECT
        *,
        -- Three figures, each rounded to two decimals of 万元.
        coalesce(abs(expenditure_yuan - basic_yuan - project_yuan) <= 150, FALSE) AS adds_up,
        coalesce(basic_fund = fund, FALSE) OR adds_up AS fits_basic,
        coalesce(project_fund = fund, FALSE) OR adds_up AS fits_project,
        coalesce(personnel_fund, personnel_source) IS NOT DISTINCT FROM coalesce(public_use_fund, public_use_source)
            AS fits_parts
    FROM completed
)
SELECT
    region_code,
    region_name,
    department_key,
    department_name,
    peer_group,
    scope,
    subject_unit,
    is_widest,
    kind,
    fiscal_year,
    expenditure_yuan,
    basic_yuan,
    project_yuan,
    CASE WHEN fits_basic AND fits_project
         THEN CAST(expenditure_yuan - basic_yuan - project_yuan AS DECIMAL(20, 2)) END AS other_expenditure_yuan,
    CASE WHEN fits_basic
         THEN TRY_CAST(100 * basic_yuan / nullif(expenditure_yuan, 0) AS DECIMAL(9, 4)) END AS basic_share,
    CASE WHEN fits_project
         THEN TRY_CAST(100 * project_yuan / nullif(expenditure_yuan, 0) AS DECIMAL(9, 4)) END AS project_share,
    personnel_yuan,
    public_use_yuan,
    CASE WHEN personnel_fund = public_use_fund THEN personnel_fund END AS parts_fund_source,
    CASE WHEN fits_parts
         THEN TRY_CAST(100 * personnel_yuan / nullif(personnel_yuan + public_use_yuan, 0) AS DECIMAL(9, 4))
    END AS personnel_share,
    CASE WHEN fits_parts
         THEN TRY_CAST(100 * public_use_yuan / nullif(personnel_yuan + public_use_yuan, 0) AS DECIMAL(9, 4))
    END AS public_use_share,
    three_public_yuan,
    TRY_CAST(100 * three_public_yuan / nullif(expenditure_yuan, 0) AS DECIMAL(9, 4)) AS three_public_share,
    operating_cost_yuan,
    TRY_CAST(100 * operating_cost_yuan / nullif(expenditure_yuan, 0) AS DECIMAL(9, 4)) AS operating_cost_share,
    procurement_yuan,
    TRY_CAST(100 * procurement_yuan / nullif(expenditure_yuan, 0) AS DECIMAL(9, 4)) AS procurement_share,
    carry_over_yuan,
    TRY_CAST(100 * carry_over_yuan / nullif(income_yuan, 0) AS DECIMAL(9, 4)) AS carry_over_share,
    nullif(concat_ws('; ',
        CASE WHEN is_sum THEN 'basic is personnel + public use' END,
        CASE WHEN basic_yuan IS NOT NULL AND expenditure_yuan IS NOT NULL AND NOT fits_basic
             THEN 'basic may cover other money than expenditure: ' || coalesce(basic_fund, 'not said') || ' against '
                 || coalesce(fund, 'not said') END,
        CASE WHEN project_yuan IS NOT NULL AND expenditure_yuan IS NOT NULL AND NOT fits_project
             THEN 'project may cover other money than expenditure: ' || coalesce(project_fund, 'not said') || ' against '
                 || coalesce(fund, 'not said') END,
        CASE WHEN personnel_yuan IS NOT NULL AND public_use_yuan IS NOT NULL AND NOT fits_parts
             THEN 'personnel and public use cover different money' END,
        disputed
    ), '') AS reason,
    CAST(proven_share AS DECIMAL(9, 4)) AS proven_share,
    fact_ids,
    disclosure_id
FROM judged;
