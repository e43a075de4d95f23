-- mart.yoy_code: what a department spends on a code against its last earlier year (科目同比).
--
-- yoy_function and yoy_economic are this view by classification. The earlier figure is that of the earlier year's own
-- disclosure, else of a prior-year column, else implied by the change that the text states for the code (较上年增减): the
-- text repeats the amount of one basis, and its change is of that basis. A code that fell away has no row.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one code on one basis in one year that a disclosure of a department (or own 本级, or unit) prints; compared with the
--   latest earlier year that has one, of the same scope, kind and basis.
-- Depends on: mart.code_year, mart.disclosure, core.fact_narrative, core.dim_code_break
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, classification, basis, code
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
--   classification         function 支出功能分类 or economic 部门预算支出经济分类
--   basis                  money that is covered, as mart.code_year
--   code                   code, printed, inferred from the name, or a higher level that the form does not print
--   name                   its name in the later year
--   prior_name             its name in the earlier year
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
--   prior_source           table (the earlier year's own), column (a prior-year column) or implied (by a stated change)
--   proven_share           how much of the later amount arithmetic proves, in percent points; null for an amount of 0
--   prior_proven_share     the same of the earlier amount; of an implied one that of the figures it comes from
--   comparable             yes, mapped (comparable by the assumption that reason names) or no
--   reason                 why it is not simply yes; null when it is
--   fact_ids               the cells that make the later amount, see mart.trace
--   prior_fact_ids         the cells that make the earlier amount, or that an implied one starts from
--   prior_change_fact_id   stated change that an implied earlier figure rests on
--   disclosure_id          disclosure of the later figure
CREATE TABLE mart.yoy_code AS
WITH preference (classification, basis, place) AS (
    -- Which basis a text means when its amount is that of several.
    VALUES
        ('function', 'general_public', 1), ('function', 'all_money', 2),
        ('economic', 'general_public_basic', 1), ('economic', 'fiscal_basic', 2),
        ('economic', 'general_public_project', 3), ('economic', 'all_money', 4)
), told AS (
    SELECT
        *,
        CASE WHEN contains(measure, 'function') THEN 'function' ELSE 'economic' END AS classification,
        CASE WHEN contains(measure, 'function') THEN function_code ELSE economic_code END AS code
    FROM core.fact_narrative
    WHERE measure IN ('function_amount', 'economic_amount', 'change_function_amount', 'change_economic_amount')
), stated AS (
    SELECT
        year.disclosure_id,
        year.classification,
        year.basis,
        year.code,
        change.prior_year,
        change.amount_yuan AS change_yuan,
        change.narrative_id AS change_fact_id,
        CASE WHEN regexp_matches(change.raw, '[万亿]') THEN '万元' ELSE year.unit_printed END AS unit_printed,
        CASE WHEN change.proof IN ('proven', 'corrected') THEN year.proven_share ELSE 0 END AS proven_share
    FROM told AS change
    JOIN told AS base
        ON base.disclosure_id = change.disclosure_id AND base.paragraph_no = change.paragraph_no
        AND base.document_id = change.document_id AND base.fiscal_year = change.fiscal_year
        AND base.classification = change.classification AND base.code = change.code
        AND NOT starts_with(base.measure, 'change_')
    JOIN mart.code_year AS year
        ON year.disclosure_id = base.disclosure_id AND year.is_own AND year.fiscal_year = base.fiscal_year
        AND year.classification = base.classification AND year.code = base.code
        -- 50 元 is half of the last digit of 万元 with two decimals.
        AND abs(year.amount_yuan - base.amount_yuan)
            <= CASE WHEN regexp_matches(base.raw, '[万亿]') OR year.unit_printed = '万元' THEN 50 ELSE 0 END
    JOIN preference ON preference.classification = year.classification AND preference.basis = year.basis
    WHERE starts_with(change.measure, 'change_') AND change.prior_year IS NOT NULL
        -- A change against what was executed says nothing of the earlier budget.
        AND (change.prior_phase IS NULL OR year.kind = 'final_accounts')
    QUALIFY row_number() OVER (
        PARTITION BY year.disclosure_id, year.classification, year.code
        ORDER BY preference.place, change.paragraph_no, change.narrative_id
    ) = 1
), against_executed AS (
    SELECT DISTINCT disclosure_id, classification, code FROM told WHERE prior_phase = 'actual'
), printed AS (
    SELECT
        * EXCLUDE (total_yuan),
        CASE WHEN is_own THEN 'table' ELSE 'column' END AS source,
        TRY_CAST(100 * amount_yuan / nullif(total_yuan, 0) AS DECIMAL(28, 10)) AS share
    FROM mart.code_year
), implied AS (
    SELECT
        printed.* REPLACE (
            stated.prior_year AS fiscal_year,
            FALSE AS is_own,
            TRY_CAST(CASE WHEN printed.amount_yuan < 0 THEN printed.amount_yuan - stated.change_yuan
                ELSE greatest(printed.amount_yuan - stated.change_yuan, 0) END AS DECIMAL(20, 2)) AS amount_yuan,
            stated.proven_share AS proven_share,
            stated.unit_printed AS unit_printed,
            'implied' AS source,
            NULL AS share
        ),
        stated.change_fact_id
    FROM stated
    JOIN printed
        ON printed.disclosure_id = stated.disclosure_id AND printed.classification = stated.classification
        AND printed.basis = stated.basis AND printed.code = stated.code AND printed.is_own
        -- A change above the amount itself is of something else, unless rounding explains it.
        AND (printed.amount_yuan < 0 OR printed.amount_yuan - stated.change_yuan
            >= CASE WHEN '万元' IN (printed.unit_printed, stated.unit_printed) THEN -50 ELSE 0 END)
), figure AS (
    SELECT *
    FROM (SELECT *, CAST(NULL AS VARCHAR) AS change_fact_id FROM printed UNION ALL BY NAME SELECT * FROM implied)
    QUALIFY row_number() OVER (
        PARTITION BY department_key, scope, subject_unit, kind, classification, basis, code, fiscal_year
        ORDER BY is_own DESC, source = 'implied', abs(disclosure_year - fiscal_year), disclosure_id
    ) = 1
), compared AS (
    SELECT
        figure.*,
        lag(fiscal_year) OVER subject AS prior_year,
        lag(department_name) OVER subject AS prior_department_name,
        lag(name) OVER subject AS prior_name,
        lag(printed_name) OVER subject AS prior_printed_name,
        lag(other_code) OVER subject AS prior_other_code,
        lag(amount_yuan) OVER subject AS prior_amount_yuan,
        lag(share) OVER subject AS prior_share,
        lag(source) OVER subject AS prior_source,
        lag(proven_share) OVER subject AS prior_proven_share,
        lag(unit_printed) OVER subject AS prior_unit_printed,
        lag(has_carry_over) OVER subject AS prior_has_carry_over,
        lag(is_summed) OVER subject AS prior_is_summed,
        lag(is_inferred) OVER subject AS prior_is_inferred,
        lag(is_disputed) OVER subject AS prior_is_disputed,
        lag(fact_ids) OVER subject AS prior_fact_ids,
        lag(change_fact_id) OVER subject AS prior_change_fact_id
    FROM figure
    WINDOW subject AS (
        PARTITION BY department_key, scope, subject_unit, kind, classification, basis, code ORDER BY fiscal_year
    )
), disclosed AS (
    SELECT DISTINCT department_key, scope, subject_unit, kind, classification, basis, fiscal_year
    FROM printed WHERE is_own
), own AS (
    SELECT
        compared.*,
        stated.change_yuan AS stated_change_yuan,
        against_executed.code IS NOT NULL AND compared.kind = 'budget' AS is_against_executed,
        earlier.fiscal_year AS earlier_table_year,
        disclosure.earlier_other,
        CASE WHEN code_break.fiscal_year > compared.prior_year
             THEN code_break.fiscal_year || ': ' || code_break.reason END AS code_break,
        -- What the tables print, where the lists know of no change.
        coalesce(compared.printed_name, compared.name) AS called,
        coalesce(compared.prior_printed_name, compared.prior_name) AS prior_called,
        -- Nearly all names are equal to the letter: only the others are compared as keys.
        CASE WHEN called = prior_called OR compared.name IS DISTINCT FROM compared.prior_name THEN FALSE
             ELSE NOT core.is_same_name(core.name_key(called), core.name_key(prior_called)) END AS is_printed_otherwise,
        coalesce(compared.other_code, compared.prior_other_code) IS NOT NULL AS is_misnamed
    FROM (SELECT * FROM compared WHERE is_own) AS compared
    LEFT JOIN stated
        ON stated.disclosure_id = compared.disclosure_id AND stated.classification = compared.classification
        AND stated.basis = compared.basis AND stated.code = compared.code
    LEFT JOIN against_executed
        ON against_executed.disclosure_id = compared.disclosure_id
        AND against_executed.classification = compared.classification AND against_executed.code = compared.code
    LEFT JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = compared.disclosure_id
    ASOF LEFT JOIN core.dim_code_break AS code_break
        ON code_break.classification = compared.classification AND code_break.code = compared.code
        AND code_break.fiscal_year <= compared.fiscal_year
    ASOF LEFT JOIN disclosed AS earlier
        ON earlier.department_key = compared.department_key AND earlier.scope = compared.scope
        AND earlier.subject_unit = compared.subject_unit AND earlier.kind = compared.kind
        AND earlier.classification = compared.classification AND earlier.basis = compared.basis
        AND earlier.fiscal_year < compared.fiscal_year
), judged AS (
    SELECT
        own.*,
        concat_ws('; ',
            CASE WHEN earlier_table_year > coalesce(prior_year, 0)
                 THEN 'the table of ' || earlier_table_year || ' does not have the code'
                 WHEN prior_year IS NULL THEN 'no figure of an earlier year' END,
            CASE WHEN coalesce(prior_year < fiscal_year - 1, TRUE) AND is_against_executed
                 THEN 'budget against final accounts: the text compares with what was executed (执行数) only' END,
            CASE WHEN coalesce(greatest(prior_year, earlier_table_year) < fiscal_year - 1, TRUE) THEN earlier_other END,
            CASE WHEN prior_year < fiscal_year - 1
                 THEN 'other year: the latest earlier figure is of ' || prior_year END,
            -- The text compares with what went into the code, for example with several codes that were made one.
            CASE WHEN name <> prior_name AND abs(amount_yuan - prior_amount_yuan - stated_change_yuan) > 150
                 THEN 'code of other content: its name changed and the text states another change' END,
            CASE WHEN is_printed_otherwise AND is_misnamed
                 THEN 'code of other content: printed as ' || called || ', the year before as ' || prior_called END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN department_name <> prior_department_name
                 THEN 'renamed: ' || prior_department_name || ' is now ' || department_name END,
            CASE WHEN name <> prior_name THEN 'renamed code: ' || prior_name || ' is now ' || name END,
            CASE WHEN is_printed_otherwise AND NOT is_misnamed
                 THEN 'renamed code: printed as ' || called || ', the year before as ' || prior_called END,
            CASE WHEN is_misnamed AND NOT is_printed_otherwise
                 THEN 'the department numbers otherwise: the code is printed as ' || called END,
            'code of other content since ' || code_break,
            CASE WHEN prior_source = 'implied' THEN 'the year before is only implied by a stated change'
                 WHEN prior_source = 'column' THEN 'the year before is only stated by another year''s disclosure' END,
            CASE WHEN unit_printed <> prior_unit_printed
                 THEN 'unit: printed in ' || unit_printed || ' against ' || prior_unit_printed
                     || ', so the change is rounded to 万元' END,
            CASE WHEN prior_source = 'table' AND has_carry_over <> prior_has_carry_over
                 THEN 'carry-over is included in ' || CASE WHEN has_carry_over THEN fiscal_year ELSE prior_year END
                     || ' only, as far as disclosed' END,
            -- Two figures and a change, each rounded to two decimals of 万元.
            CASE WHEN abs(amount_yuan - prior_amount_yuan - stated_change_yuan) > 150
                 THEN 'the text states another change: ' || stated_change_yuan END,
            CASE WHEN is_summed OR prior_is_summed THEN 'summed from lower codes' END,
            CASE WHEN is_inferred OR prior_is_inferred THEN 'code found by its name' END,
            CASE WHEN is_disputed OR prior_is_disputed THEN 'an amount is disputed' END
        ) AS assumption
    FROM own
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
    judged.classification,
    judged.basis,
    judged.code,
    judged.name,
    judged.prior_name,
    judged.level,
    judged.fiscal_year,
    judged.prior_year,
    judged.amount_yuan,
    judged.prior_amount_yuan,
    TRY_CAST(judged.amount_yuan - judged.prior_amount_yuan AS DECIMAL(20, 2)) AS change_yuan,
    TRY_CAST(100 * (judged.amount_yuan - judged.prior_amount_yuan) / nullif(abs(judged.prior_amount_yuan), 0)
        AS DECIMAL(9, 4)) AS change_percent,
    TRY_CAST(judged.share AS DECIMAL(9, 4)) AS share,
    TRY_CAST(judged.prior_share AS DECIMAL(9, 4)) AS prior_share,
    judged.stated_change_yuan,
    judged.prior_source,
    TRY_CAST(judged.proven_share AS DECIMAL(9, 4)) AS proven_share,
    TRY_CAST(judged.prior_proven_share AS DECIMAL(9, 4)) AS prior_proven_share,
    CASE WHEN judged.obstacle <> '' THEN 'no' WHEN judged.assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(judged.obstacle, ''), nullif(judged.assumption, '')), '') AS reason,
    judged.fact_ids,
    judged.prior_fact_ids,
    judged.prior_change_fact_id,
    judged.disclosure_id
FROM judged
ORDER BY judged.region_code, judged.department_key, judged.fiscal_year, judged.disclosure_id, judged.classification, judged.basis,
    judged.code;
