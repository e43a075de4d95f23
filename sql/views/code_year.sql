-- mart.code_year: what a department spends on each code of a classification, year by year (科目年度金额).
--
-- The views yoy_function, yoy_economic, cross_county_function and cross_county_economic compare these rows. A statement
-- counts once, one column of it (the total of its money), and each level is there: a form that prints only 款 or 项 gets
-- the levels above by adding them up. Levels must not be added to each other, nor a 部门 to its 本级 or units.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one code of one classification on one basis, in one year that a current disclosure prints: its own year, or that
--   of a prior-year column.
-- Depends on: core.fact_line_item, core.dim_function, core.dim_economic, mart.disclosure, mart.code_name
-- Unique: disclosure_id, fiscal_year, classification, basis, code
-- Columns:
--   region_code      region (行政区划代码)
--   region_name      its name in the year of the disclosure
--   department_key   shared by the names of one bureau over time
--   department_name  department (部门) under its name in this disclosure
--   peer_group       group of like departments elsewhere (同类部门)
--   scope            department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit     code or name of the unit for scope unit, else ''
--   is_widest        true when no wider disclosure of the year contains it, see mart.disclosure
--   kind             budget 预算 or final_accounts 决算
--   fiscal_year      year of the amount
--   is_own           true when it is the year of the disclosure, false for a prior-year column
--   classification   function 支出功能分类 or economic 部门预算支出经济分类
--   basis            money that is covered: all_money 全部资金, general_public 一般公共预算, general_public_basic
--                    一般公共预算基本支出, general_public_project 一般公共预算项目支出, fiscal_basic 财政拨款基本支出
--   code             code, printed, inferred from the name, or a higher level that the form does not print
--   name             its name in the year
--   printed_name     name that the table prints beside the code; null when it prints none or the code itself not
--   other_code       the code of the list that has the printed name, where it is the name of another code and not of this
--                    one: the department numbers otherwise; else null
--   level            1 类, 2 款, 3 项 (economic: 1 类, 2 款, 3 a local one)
--   amount_yuan      amount in 元
--   total_yuan       total of the basis in 元, null when it is neither printed nor the sum of leaves
--   proven_share     how much of the amount arithmetic proves, in percent points; null for an amount of 0
--   is_disputed      true when an identity of one of the cells fails
--   is_inferred      true when a code was found by its name
--   is_summed        true when lower codes were added up
--   has_carry_over   true when the basis includes money carried over from earlier years (上年结转)
--   unit_printed     unit of the printed figures, the coarser one where they differ: 元 or 万元
--   fact_ids         the cells that make the amount, see mart.trace
--   disclosure_id    disclosure
--   disclosure_year  its fiscal year
CREATE TABLE mart.code_year AS
WITH subject AS (
    SELECT
        disclosure_id, region_code, region_name, department_key, department_name, peer_group, scope, subject_unit,
        is_widest, kind, fiscal_year AS disclosure_year
    FROM mart.disclosure
), place (statement, classification, basis, component, fund_source) AS (
    -- Which statement gives which basis, and what its column of totals is called beside 'total'.
    VALUES
        ('expenditure', 'function', 'all_money', 'total', 'total'),
        ('general_public_expenditure', 'function', 'general_public', 'total', 'general_public'),
        ('economic_summary', 'economic', 'all_money', 'total', 'total'),
        ('basic_by_economic', 'economic', 'general_public_basic', 'basic', 'general_public'),
        ('general_public_project_by_economic', 'economic', 'general_public_project', 'project', 'general_public'),
        ('fiscal_basic_by_economic', 'economic', 'fiscal_basic', 'basic', 'fiscal')
), candidate AS (
    SELECT
        item.disclosure_id,
        item.fiscal_year,
        place.classification,
        place.basis,
        item.document_id,
        item.table_no,
        item.row_no,
        item.col_no,
        item.parent_row_no,
        CASE place.classification
            WHEN 'function' THEN coalesce(item.function_code, item.function_code_inferred)
            ELSE coalesce(item.economic_code, item.economic_code_inferred) END AS code,
        CASE place.classification
            WHEN 'function' THEN item.function_code IS NULL
            ELSE item.economic_code IS NULL END AS is_inferred,
        item.label,
        -- The label of a row names its functional code, else its economic one.
        CASE WHEN item.axis = place.classification AND item.label <> ''
                AND CASE place.classification WHEN 'function' THEN item.function_code IS NOT NULL
                    ELSE item.economic_code IS NOT NULL AND item.function_code IS NULL END
             THEN item.label END AS printed_name,
        item.row_role,
        item.is_leaf,
        item.amount_yuan,
        item.unit_printed,
        item.proof,
        item.line_item_id
    FROM core.fact_line_item AS item
    JOIN subject ON subject.disclosure_id = item.disclosure_id
    JOIN place ON place.statement = item.statement
    WHERE coalesce(item.flow, 'expenditure') = 'expenditure'
        AND coalesce(item.component, 'total') IN ('total', place.component)
        AND coalesce(item.fund_source, 'total') IN ('total', place.fund_source)
        AND (item.phase IS NULL OR item.phase = CASE subject.kind WHEN 'budget' THEN 'budget' ELSE 'actual' END)
), repeating AS (
    -- Of several columns of totals the first counts. A column beside it that has rows of its own is another panel.
    SELECT DISTINCT document_id, table_no, fiscal_year, col_no
    FROM candidate
    QUALIFY col_no > min(col_no) OVER (
        PARTITION BY document_id, table_no, fiscal_year, row_no, coalesce(code, label))
), cell AS (
    SELECT candidate.*
    FROM candidate
    ANTI JOIN repeating
        ON repeating.document_id = candidate.document_id AND repeating.table_no = candidate.table_no
        AND repeating.fiscal_year = candidate.fiscal_year AND repeating.col_no = candidate.col_no
), total AS (
    SELECT
        disclosure_id,
        fiscal_year,
        classification,
        basis,
        coalesce(
            arg_min(amount_yuan, (table_no, row_no, col_no)) FILTER (WHERE row_role = 'total'),
            -- Without a row of totals the leaves make it; rows without a code repeat them (人员经费合计), or make it unknown.
            CASE WHEN abs(coalesce(sum(amount_yuan) FILTER (WHERE is_leaf AND code IS NULL), 0)
                    - sum(amount_yuan) FILTER (WHERE is_leaf AND code IS NOT NULL)) <= 50 * count(*)
                    OR count(*) FILTER (WHERE is_leaf AND code IS NULL AND amount_yuan <> 0) = 0
                 THEN sum(amount_yuan) FILTER (WHERE is_leaf AND code IS NOT NULL) END
        ) AS total_yuan
    FROM cell GROUP BY ALL
), coded AS (
    SELECT cell.*
    FROM cell
    LEFT JOIN cell AS parent
        ON parent.document_id = cell.document_id AND parent.table_no = cell.table_no
        AND parent.fiscal_year = cell.fiscal_year
        AND parent.row_no = cell.parent_row_no AND parent.code = cell.code
    WHERE cell.code IS NOT NULL
        AND cell.row_role IS DISTINCT FROM 'of_which'
        -- A row inside another row of the same code is part of it already.
        AND parent.line_item_id IS NULL
    -- A statement that is printed twice counts once.
    QUALIFY (cell.document_id, cell.table_no) = min((cell.document_id, cell.table_no)) OVER (
        PARTITION BY cell.disclosure_id, cell.fiscal_year, cell.classification, cell.basis, cell.code)
), printed AS (
    SELECT
        disclosure_id,
        fiscal_year,
        classification,
        basis,
        code,
        arg_min(printed_name, (row_no, col_no)) AS printed_name,
        FALSE AS is_summed,
        bool_or(is_inferred) AS is_inferred,
        bool_or(proof = 'disputed') AS is_disputed,
        sum(abs(amount_yuan)) FILTER (WHERE proof IN ('proven', 'corrected')) AS proven_yuan,
        sum(abs(amount_yuan)) AS counted_yuan,
        TRY_CAST(sum(amount_yuan) AS DECIMAL(20, 2)) AS amount_yuan,
        -- 万元 sorts before 元, and where both are printed it is the coarser.
        min(unit_printed) AS unit_printed,
        list(line_item_id ORDER BY row_no, col_no) AS fact_ids
    FROM coded GROUP BY ALL
), lowest AS (
    SELECT * FROM printed
    WHERE NOT EXISTS (
        SELECT 1 FROM printed AS part
        WHERE part.disclosure_id = printed.disclosure_id AND part.fiscal_year = printed.fiscal_year
            AND part.classification = printed.classification AND part.basis = printed.basis
            AND length(part.code) > length(printed.code) AND starts_with(part.code, printed.code)
    )
), rolled AS (
    SELECT *, unnest([left(code, 3), left(code, 5)]) AS upper_code FROM lowest
), summed AS (
    -- A form that prints only 款 or 项 gets the levels above by adding them up.
    SELECT
        rolled.disclosure_id,
        rolled.fiscal_year,
        rolled.classification,
        rolled.basis,
        rolled.upper_code AS code,
        NULL AS printed_name,
        TRUE AS is_summed,
        bool_or(rolled.is_inferred) AS is_inferred,
        bool_or(rolled.is_disputed) AS is_disputed,
        sum(rolled.proven_yuan) AS proven_yuan,
        sum(rolled.counted_yuan) AS counted_yuan,
        TRY_CAST(sum(rolled.amount_yuan) AS DECIMAL(20, 2)) AS amount_yuan,
        min(rolled.unit_printed) AS unit_printed,
        flatten(list(rolled.fact_ids ORDER BY rolled.code)) AS fact_ids
    FROM (SELECT * FROM rolled WHERE length(upper_code) < length(code)) AS rolled
    ANTI JOIN printed
        ON printed.disclosure_id = rolled.disclosure_id AND printed.fiscal_year = rolled.fiscal_year
        AND printed.classification = rolled.classification AND printed.basis = rolled.basis
        AND printed.code = rolled.upper_code
    GROUP BY ALL
), amount AS (
    SELECT * FROM printed UNION ALL SELECT * FROM summed
), listed AS (
    SELECT 'function' AS classification, code, core.name_key(name) AS key FROM core.dim_function WHERE is_official
    UNION
    SELECT 'economic' AS classification, code, core.name_key(name) AS key FROM core.dim_economic WHERE is_official
), spelled AS (
    SELECT DISTINCT classification, code, printed_name, core.name_key(printed_name) AS key
    FROM printed WHERE printed_name IS NOT NULL
), misnamed AS (
    -- Of several codes with the name the one under the same code above, else the lowest. A local code (3021101) may bear
    -- the name of the one above it.
    SELECT
        spelled.classification, spelled.code, spelled.printed_name,
        arg_min(other.code, (NOT starts_with(other.code, left(spelled.code, -2)), other.code)) AS other_code
    FROM spelled
    JOIN listed AS own ON own.classification = spelled.classification AND own.code = spelled.code
    JOIN listed AS other ON other.classification = spelled.classification AND other.key = spelled.key
    WHERE NOT starts_with(spelled.code, other.code) AND NOT starts_with(other.code, spelled.code)
    GROUP BY ALL
    HAVING NOT bool_or(core.is_same_name(own.key, spelled.key))
), carry_over AS (
    SELECT DISTINCT disclosure_id, fiscal_year
    FROM core.fact_line_item
    WHERE statement IN ('income', 'budget_summary') AND fund_source = 'carry_over' AND amount_yuan <> 0
), valued AS (
    SELECT amount.*, subject.* EXCLUDE (disclosure_id), total.total_yuan
    FROM amount
    JOIN subject ON subject.disclosure_id = amount.disclosure_id
    JOIN total
        ON total.disclosure_id = amount.disclosure_id AND total.fiscal_year = amount.fiscal_year
        AND total.classification = amount.classification AND total.basis = amount.basis
)
SELECT
    valued.region_code,
    valued.region_name,
    valued.department_key,
    valued.department_name,
    valued.peer_group,
    valued.scope,
    valued.subject_unit,
    valued.is_widest,
    valued.kind,
    valued.fiscal_year,
    valued.fiscal_year = valued.disclosure_year AS is_own,
    valued.classification,
    valued.basis,
    valued.code,
    code_name.name,
    valued.printed_name,
    misnamed.other_code,
    CAST((length(valued.code) - 1) // 2 AS SMALLINT) AS level,
    valued.amount_yuan,
    TRY_CAST(valued.total_yuan AS DECIMAL(20, 2)) AS total_yuan,
    TRY_CAST(100 * coalesce(valued.proven_yuan, 0) / nullif(valued.counted_yuan, 0) AS DECIMAL(9, 4)) AS proven_share,
    valued.is_disputed,
    valued.is_inferred,
    valued.is_summed,
    valued.basis = 'all_money' AND carry_over.disclosure_id IS NOT NULL AS has_carry_over,
    valued.unit_printed,
    valued.fact_ids,
    valued.disclosure_id,
    valued.disclosure_year
FROM valued
LEFT JOIN carry_over
    ON carry_over.disclosure_id = valued.disclosure_id AND carry_over.fiscal_year = valued.fiscal_year
LEFT JOIN mart.code_name AS code_name
    ON code_name.classification = valued.classification AND code_name.code = valued.code
    AND code_name.fiscal_year = valued.fiscal_year
LEFT JOIN misnamed
    ON misnamed.classification = valued.classification AND misnamed.code = valued.code
    AND misnamed.printed_name = valued.printed_name
    -- Economic codes were numbered anew in 2018; the lists have the names since.
    AND (valued.classification = 'function' OR valued.disclosure_year >= 2018)
ORDER BY valued.region_code, valued.department_key, valued.fiscal_year, valued.disclosure_id, valued.classification, valued.basis,
    valued.code;
