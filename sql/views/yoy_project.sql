-- mart.yoy_project: the project portfolio against the year before: what goes on, what is new, what ended (项目同比).
--
-- Projects are joined by project_key: the same code, else the same bureau and the same name without words for the year.
-- A project that was renamed and has no code looks like one that ended and one that is new. Rows of one disclosure with
-- one key (the same name in several units) are added up. change_yuan adds up to the change of the whole list.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one project of one department (or own 本级, or unit) in one year that its disclosure prints projects for, and one
--   row for each project that the latest earlier list has and this one has not.
-- Depends on: core.fact_project, mart.disclosure, mart.department_year
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, project_key
-- Columns:
--   region_code            region (行政区划代码)
--   region_name            its name
--   department_key         shared by the names of one bureau over time
--   department_name        department (部门) under its name in the later year
--   peer_group             group of like departments elsewhere (同类部门)
--   scope                  department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit           code or name of the unit for scope unit, else ''
--   is_widest              true when no wider disclosure of the year contains it; only these may be added up
--   kind                   budget 预算 or final_accounts 决算
--   fiscal_year            the later year
--   prior_year             the latest earlier year whose disclosure prints projects; null when there is none
--   project_key            the same project across years
--   key_reason             what project_key rests on: code or name
--   status                 continuing 延续, new 新增, ended 结束, or first when no earlier list is known
--   project_code           project code (项目编码), of the later year where it prints one
--   project_name           project name (项目名称), of the later year where it has the project
--   prior_project_name     name in the earlier year; null for a new project
--   project_type           type of project (项目类别) as printed
--   amount_yuan            budget of the later year in 元; null when it is not printed, and for an ended project
--   prior_amount_yuan      budget of the earlier year in 元; null when it is not printed, and for a new project
--   change_yuan            the change in 元, a new project from nothing, an ended one to nothing; null when an amount that
--                          should be there is not printed, and without an earlier list
--   change_percent         change in percent points of the earlier amount; null for new and ended projects
--   share                  later amount in percent points of all projects of the later list
--   prior_share            earlier amount in percent points of all projects of the earlier list
--   listed_share           how much of the later year's project expenditure 项目支出 its list adds up to, in percent
--                          points; null when that expenditure is not disclosed
--   prior_listed_share     the same of the earlier year
--   comparable             yes, mapped (comparable by the assumption that reason names) or no
--   reason                 why it is not simply yes; null when it is
--   proof                  weakest proof of the later amounts: proven, corrected, unchecked or disputed
--   prior_proof            the same of the earlier amounts
--   project_ids            the projects of the later year, see mart.trace
--   prior_project_ids      the projects of the earlier year
--   disclosure_id          disclosure of the later year
--   prior_disclosure_id    disclosure of the earlier year
CREATE TABLE mart.yoy_project AS
WITH strength (proof, weakness) AS (
    VALUES ('proven', 1), ('corrected', 2), ('unchecked', 3), ('disputed', 4)
), project AS (
    SELECT
        fact.disclosure_id,
        fact.project_key,
        min(fact.key_reason) AS key_reason,
        arg_min(fact.project_code, (fact.table_no, fact.row_no)) AS project_code,
        arg_min(fact.project_name, (fact.table_no, fact.row_no)) AS project_name,
        arg_min(fact.project_type, (fact.table_no, fact.row_no)) AS project_type,
        count(*) AS rows_of_key,
        -- An amount that one of the rows does not print makes the sum unknown.
        CASE WHEN count(*) = count(fact.budget_yuan) THEN TRY_CAST(sum(fact.budget_yuan) AS DECIMAL(20, 2)) END AS amount_yuan,
        arg_max(fact.proof, strength.weakness) AS proof,
        list(fact.project_id ORDER BY fact.table_no, fact.row_no, fact.project_id) AS project_ids
    FROM core.fact_project AS fact
    LEFT JOIN strength ON strength.proof = fact.proof
    GROUP BY fact.disclosure_id, fact.project_key
), expenditure AS (
    SELECT disclosure_id, amount_yuan FROM mart.department_year WHERE measure = 'project' AND is_own
), portfolio AS (
    SELECT
        disclosure.*,
        sums.listed_yuan,
        TRY_CAST(100 * sums.listed_yuan / nullif(expenditure.amount_yuan, 0) AS DECIMAL(18, 4)) AS listed_share
    FROM (SELECT disclosure_id, sum(amount_yuan) AS listed_yuan FROM project GROUP BY disclosure_id) AS sums
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = sums.disclosure_id
    LEFT JOIN expenditure ON expenditure.disclosure_id = sums.disclosure_id
), step AS (
    SELECT
        *,
        lag(fiscal_year) OVER subject AS prior_year,
        lag(disclosure_id) OVER subject AS prior_disclosure_id,
        lag(department_name) OVER subject AS prior_department_name,
        lag(listed_yuan) OVER subject AS prior_listed_yuan,
        lag(listed_share) OVER subject AS prior_listed_share
    FROM portfolio
    WINDOW subject AS (PARTITION BY department_key, scope, subject_unit, kind ORDER BY fiscal_year)
), later AS (
    SELECT step.disclosure_id, step.prior_disclosure_id, project.* EXCLUDE (disclosure_id)
    FROM step JOIN project ON project.disclosure_id = step.disclosure_id
), earlier AS (
    SELECT step.disclosure_id, project.* EXCLUDE (disclosure_id)
    FROM step JOIN project ON project.disclosure_id = step.prior_disclosure_id
), paired AS (
    SELECT
        coalesce(later.disclosure_id, earlier.disclosure_id) AS disclosure_id,
        coalesce(later.project_key, earlier.project_key) AS project_key,
        coalesce(later.key_reason, earlier.key_reason) AS key_reason,
        coalesce(later.project_code, earlier.project_code) AS project_code,
        coalesce(later.project_name, earlier.project_name) AS project_name,
        earlier.project_name AS prior_project_name,
        coalesce(later.project_type, earlier.project_type) AS project_type,
        CASE WHEN later.project_key IS NULL THEN 'ended'
             WHEN earlier.project_key IS NOT NULL THEN 'continuing'
             WHEN later.prior_disclosure_id IS NULL THEN 'first'
             ELSE 'new' END AS status,
        later.amount_yuan,
        earlier.amount_yuan AS prior_amount_yuan,
        greatest(coalesce(later.rows_of_key, 1), coalesce(earlier.rows_of_key, 1)) AS rows_of_key,
        later.proof,
        earlier.proof AS prior_proof,
        later.project_ids,
        earlier.project_ids AS prior_project_ids
    FROM later
    FULL JOIN earlier
        ON earlier.disclosure_id = later.disclosure_id AND earlier.project_key = later.project_key
), judged AS (
    SELECT
        step.* EXCLUDE (disclosure_id),
        paired.*,
        concat_ws('; ',
            CASE WHEN paired.status = 'first' THEN 'no earlier list of projects' END,
            CASE WHEN coalesce(step.prior_year < step.fiscal_year - 1, TRUE) THEN step.earlier_other END,
            CASE WHEN step.prior_year < step.fiscal_year - 1
                 THEN 'other year: the latest earlier list is of ' || step.prior_year END,
            CASE WHEN paired.status IN ('continuing', 'new', 'first') AND paired.amount_yuan IS NULL
                    OR paired.status IN ('continuing', 'ended') AND paired.prior_amount_yuan IS NULL
                 THEN 'an amount is not printed' END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN step.department_name <> step.prior_department_name
                 THEN 'renamed: ' || step.prior_department_name || ' is now ' || step.department_name END,
            CASE WHEN paired.status = 'continuing' AND paired.key_reason = 'name'
                 THEN 'the same by its name, not by a code' END,
            CASE WHEN paired.status = 'continuing' AND paired.key_reason = 'code'
                    AND core.of_own_year(paired.project_name, step.fiscal_year)
                        <> core.of_own_year(paired.prior_project_name, step.prior_year)
                 THEN 'renamed project: ' || paired.prior_project_name || ' is now ' || paired.project_name END,
            CASE WHEN paired.status = 'new' THEN 'not in the list of ' || step.prior_year || ' by code or name'
                 WHEN paired.status = 'ended' THEN 'not in the list of ' || step.fiscal_year || ' by code or name' END,
            CASE WHEN paired.rows_of_key > 1 THEN 'several projects of this name are added up' END,
            -- Rounding to 万元 moves a sum of projects by less than this.
            CASE WHEN step.listed_share NOT BETWEEN 99.5 AND 100.5
                 THEN 'the list of ' || step.fiscal_year || ' is ' || round(step.listed_share, 1)
                     || ' % of its project expenditure' END,
            CASE WHEN step.prior_listed_share NOT BETWEEN 99.5 AND 100.5
                 THEN 'the list of ' || step.prior_year || ' is ' || round(step.prior_listed_share, 1)
                     || ' % of its project expenditure' END,
            CASE WHEN 'disputed' IN (paired.proof, paired.prior_proof) THEN 'an amount is disputed' END
        ) AS assumption
    FROM paired
    JOIN step ON step.disclosure_id = paired.disclosure_id
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
    prior_year,
    project_key,
    key_reason,
    status,
    project_code,
    project_name,
    prior_project_name,
    project_type,
    amount_yuan,
    prior_amount_yuan,
    TRY_CAST(CASE status WHEN 'continuing' THEN amount_yuan - prior_amount_yuan
                     WHEN 'new' THEN amount_yuan
                     WHEN 'ended' THEN -prior_amount_yuan END AS DECIMAL(20, 2)) AS change_yuan,
    TRY_CAST(100 * (amount_yuan - prior_amount_yuan) / nullif(abs(prior_amount_yuan), 0) AS DECIMAL(9, 4))
        AS change_percent,
    TRY_CAST(100 * amount_yuan / nullif(listed_yuan, 0) AS DECIMAL(9, 4)) AS share,
    TRY_CAST(100 * prior_amount_yuan / nullif(prior_listed_yuan, 0) AS DECIMAL(9, 4)) AS prior_share,
    TRY_CAST(listed_share AS DECIMAL(9, 4)) AS listed_share,
    TRY_CAST(prior_listed_share AS DECIMAL(9, 4)) AS prior_listed_share,
    CASE WHEN obstacle <> '' THEN 'no' WHEN assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(obstacle, ''), nullif(assumption, '')), '') AS reason,
    proof,
    prior_proof,
    project_ids,
    prior_project_ids,
    disclosure_id,
    prior_disclosure_id
FROM judged
ORDER BY region_code, department_key, fiscal_year, disclosure_id, project_key;
