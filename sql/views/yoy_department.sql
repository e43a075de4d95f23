-- mart.yoy_department: the headline figures of a department against its last earlier year (部门同比).
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one measure of one year of one department (or own 本级, or unit) that has a figure; compared with the latest
--   earlier year that has one, of the same scope and kind.
-- Depends on: mart.department_year, mart.disclosure
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, measure
-- Columns:
--   region_code            region (行政区划代码)
--   region_name            its name
--   department_key         shared by the names of one bureau over time
--   department_name        name (部门) with the later figure
--   prior_department_name  name with the earlier figure
--   peer_group             group of like departments elsewhere (同类部门)
--   scope                  department 部门, own 本级 or unit 所属单位
--   subject_unit           code or name of the unit for scope unit, else ''
--   is_widest              true when no wider scope has a figure of the later year; only these may be added up
--   kind                   budget 预算 or final_accounts 决算
--   measure                what is measured, as mart.department_year
--   fiscal_year            the later year
--   prior_year             the earlier year; null when no earlier figure is known
--   amount_yuan            the later amount in 元
--   prior_amount_yuan      the earlier amount in 元
--   change_yuan            amount_yuan - prior_amount_yuan
--   change_percent         change in percent points of the earlier amount; null when that is zero
--   stated_change_yuan     change that the later year's disclosure states itself (较上年增减); null when it states none
--   source                 table, narrative or implied: the later figure
--   prior_source           table, narrative or implied: the earlier figure
--   comparable             yes, mapped (comparable by the assumption that reason names) or no
--   reason                 why it is not simply yes; null when it is
--   fact_id                evidence of the later figure, see mart.trace
--   prior_fact_id          evidence of the earlier figure
--   prior_change_fact_id   stated change that an implied earlier figure rests on
CREATE TABLE mart.yoy_department AS
WITH figure AS (
    SELECT
        year.*,
        lag(year.fiscal_year) OVER subject AS prior_year,
        lag(year.department_name) OVER subject AS prior_department_name,
        lag(year.amount_yuan) OVER subject AS prior_amount_yuan,
        lag(year.source) OVER subject AS prior_source,
        lag(year.fund_source) OVER subject AS prior_fund_source,
        lag(year.unit_printed) OVER subject AS prior_unit_printed,
        lag(year.is_own) OVER subject AS prior_is_own,
        lag(year.disclosure_id) OVER subject AS prior_disclosure_id,
        lag(year.fact_id) OVER subject AS prior_fact_id,
        lag(year.change_fact_id) OVER subject AS prior_change_fact_id
    FROM mart.department_year AS year
    WHERE NOT starts_with(year.measure, 'change_')
    WINDOW subject AS (
        PARTITION BY year.department_key, year.scope, year.subject_unit, year.kind, year.measure
        ORDER BY year.fiscal_year
    )
), stated AS (
    SELECT
        department_key, scope, subject_unit, kind, fiscal_year, amount_yuan,
        unnest(CASE measure WHEN 'change_total' THEN ['income_total', 'expenditure_total']
               WHEN 'change_total_executed' THEN ['income_total_executed', 'expenditure_total_executed']
               ELSE [substr(measure, 8)] END) AS measure,
        measure IN ('change_total', 'change_total_executed') AS is_either
    FROM mart.department_year
    WHERE starts_with(measure, 'change_') AND is_own
), stated_change AS (
    SELECT
        department_key, scope, subject_unit, kind, fiscal_year, replace(measure, '_executed', '') AS measure,
        arg_min(amount_yuan, is_either) FILTER (WHERE NOT ends_with(measure, '_executed')) AS amount_yuan,
        bool_or(ends_with(measure, '_executed')) AS is_against_executed
    FROM stated GROUP BY ALL
), carry_over AS (
    SELECT department_key, scope, subject_unit, kind, fiscal_year, amount_yuan
    FROM mart.department_year WHERE measure = 'carry_over' AND amount_yuan <> 0
), judged AS (
    SELECT
        figure.*,
        stated_change.amount_yuan AS stated_change_yuan,
        concat_ws('; ',
            CASE WHEN prior_year IS NULL THEN 'no figure of an earlier year' END,
            CASE WHEN coalesce(prior_year < figure.fiscal_year - 1, TRUE) AND stated_change.is_against_executed
                 THEN 'budget against final accounts: the text compares with what was executed (执行数) only' END,
            CASE WHEN is_own AND coalesce(prior_year < figure.fiscal_year - 1, TRUE) THEN earlier_other END,
            CASE WHEN prior_year < figure.fiscal_year - 1
                 THEN 'other year: the latest earlier figure is of ' || prior_year END,
            CASE WHEN fund_source <> prior_fund_source
                 THEN 'different money: ' || fund_source || ' against ' || prior_fund_source END,
            CASE WHEN source = 'table' AND prior_source = 'narrative' AND prior_disclosure_id = figure.disclosure_id
                    AND abs(figure.amount_yuan - prior_amount_yuan - stated_change.amount_yuan) > 150
                 THEN 'different money: the text compares another amount of ' || figure.fiscal_year
                     || ' than the table prints' END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN department_name <> prior_department_name
                 THEN 'renamed: ' || prior_department_name || ' is now ' || department_name END,
            CASE WHEN source = 'implied' THEN 'the year is only implied by a stated change' END,
            CASE WHEN prior_source = 'implied' THEN 'the year before is only implied by a stated change'
                 WHEN NOT prior_is_own THEN 'the year before is only stated by another year''s disclosure' END,
            CASE WHEN source <> prior_source AND 'implied' NOT IN (source, prior_source)
                 THEN 'source: ' || source || ' against ' || prior_source END,
            CASE WHEN figure.unit_printed <> prior_unit_printed
                 THEN 'unit: printed in ' || unit_printed || ' against ' || prior_unit_printed
                     || ', so the change is rounded to 万元' END,
            -- Two figures and a change, each rounded to two decimals of 万元.
            CASE WHEN abs(figure.amount_yuan - prior_amount_yuan - stated_change.amount_yuan) > 150
                 THEN 'the text states another change: ' || stated_change.amount_yuan END,
            -- Where the year's own text tells the change of this very amount, both years are with or without it alike.
            CASE WHEN figure.measure IN ('income_total', 'expenditure_total')
                    AND prior_year IS NOT NULL
                    AND NOT coalesce(prior_disclosure_id = figure.disclosure_id
                        AND abs(figure.amount_yuan - prior_amount_yuan - stated_change.amount_yuan) <= 150, FALSE)
                    AND (now.amount_yuan IS NULL) <> (before.amount_yuan IS NULL)
                 THEN 'carry-over is included in ' || CASE WHEN now.amount_yuan IS NULL THEN prior_year
                      ELSE figure.fiscal_year END || ' only, as far as disclosed' END
        ) AS assumption
    FROM figure
    LEFT JOIN (SELECT disclosure_id, earlier_other FROM mart.disclosure) AS disclosed
        ON disclosed.disclosure_id = figure.disclosure_id
    LEFT JOIN stated_change
        ON stated_change.department_key = figure.department_key AND stated_change.scope = figure.scope
        AND stated_change.subject_unit = figure.subject_unit AND stated_change.kind = figure.kind
        AND stated_change.fiscal_year = figure.fiscal_year AND stated_change.measure = figure.measure
    LEFT JOIN carry_over AS now
        ON now.department_key = figure.department_key AND now.scope = figure.scope
        AND now.subject_unit = figure.subject_unit AND now.kind = figure.kind
        AND now.fiscal_year = figure.fiscal_year
    LEFT JOIN carry_over AS before
        ON before.department_key = figure.department_key AND before.scope = figure.scope
        AND before.subject_unit = figure.subject_unit AND before.kind = figure.kind
        AND before.fiscal_year = figure.prior_year
)
SELECT
    judged.region_code,
    judged.region_name,
    judged.department_key,
    judged.department_name,
    judged.prior_department_name,
    judged.peer_group,
    judged.scope,
    judged.subject_unit,
    judged.is_widest,
    judged.kind,
    judged.measure,
    judged.fiscal_year,
    judged.prior_year,
    judged.amount_yuan,
    judged.prior_amount_yuan,
    TRY_CAST(judged.amount_yuan - judged.prior_amount_yuan AS DECIMAL(20, 2)) AS change_yuan,
    TRY_CAST(100 * (judged.amount_yuan - judged.prior_amount_yuan) / nullif(abs(judged.prior_amount_yuan), 0)
        AS DECIMAL(9, 4)) AS change_percent,
    judged.stated_change_yuan,
    judged.source,
    judged.prior_source,
    CASE WHEN judged.obstacle <> '' THEN 'no' WHEN judged.assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(judged.obstacle, ''), nullif(judged.assumption, '')), '') AS reason,
    judged.fact_id,
    judged.prior_fact_id,
    judged.prior_change_fact_id
FROM judged
ORDER BY judged.region_code, judged.department_key, judged.fiscal_year, judged.scope, judged.subject_unit, judged.kind, judged.measure;
