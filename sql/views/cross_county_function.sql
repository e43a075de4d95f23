-- mart.cross_county_function: what like departments of different regions spend on a function (同类部门功能支出对比).
--
-- Two bases stand side by side and are never mixed: all_money (支出总表) and general_public (一般公共预算支出表). A department
-- with several disclosures of a year is taken once: 部门, else its 本级, else nothing is added up and each unit stands alone.
--
-- Row: one functional code of one department (its widest scope that is disclosed) in one year, kind and basis.
-- Depends on: core.fact_line_item, core.disclosure, core.dim_department, core.dim_region, core.dim_function
-- Unique: disclosure_id, basis, function_code
-- Columns:
--   fiscal_year          fiscal year (预算年度)
--   kind                 budget 预算 or final_accounts 决算
--   basis                all_money 全部资金 or general_public 一般公共预算
--   peer_group           group of like departments (同类部门) the row is ranked in; null: the department is in none
--   function_code        functional code (支出功能分类), printed, inferred from the name, or a higher level that the form
--                        does not print
--   function_name        its name in the year
--   level                1 类, 2 款, 3 项
--   region_code          region (行政区划代码)
--   region_name          its name in the year
--   department_key       shared by the names of one bureau over time
--   department_name      department (部门)
--   scope                department 部门, own 本级 or unit 所属单位
--   amount_yuan          amount in 元
--   share                amount in percent points of the department's total on this basis
--   peers                departments of the group with a disclosure on this basis, this one included
--   peers_with_code      those of them that spend on the code
--   peer_median_yuan     median amount of those that spend on it, this one included
--   peer_median_share    median share of those
--   rank                 place by amount among those, 1 the largest
--   share_rank           place by share among those, 1 the largest
--   proven_share         how much of the amount arithmetic proves, in percent points; null for an amount of 0
--   comparable           yes, mapped (comparable by the assumption that reason names) or no
--   reason               why it is not simply yes; null when it is
--   fact_ids             the cells that make the amount, see mart.trace
--   disclosure_id        disclosure
CREATE VIEW mart.cross_county_function AS
WITH region AS (
    SELECT region_code, coalesce(valid_from, 0) AS valid_from, any_value(name) AS name
    FROM core.dim_region GROUP BY ALL
), function_name AS (
    SELECT code, coalesce(valid_from, 0) AS valid_from, arg_max(name, is_official) AS name
    FROM core.dim_function GROUP BY ALL
), subject AS (
    SELECT
        disclosure.disclosure_id,
        disclosure.region_code,
        coalesce(department.department_key, disclosure.department_id) AS department_key,
        department.name AS department_name,
        department.peer_group,
        disclosure.scope,
        disclosure.kind,
        disclosure.fiscal_year
    FROM core.disclosure AS disclosure
    LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    WHERE disclosure.is_current
    QUALIFY rank() OVER (
        PARTITION BY coalesce(department.department_key, disclosure.department_id), disclosure.kind,
            disclosure.fiscal_year
        ORDER BY CASE disclosure.scope WHEN 'department' THEN 1 WHEN 'own' THEN 2 ELSE 3 END
    ) = 1
), cell AS (
    SELECT
        subject.disclosure_id,
        CASE item.statement WHEN 'expenditure' THEN 'all_money' ELSE 'general_public' END AS basis,
        item.document_id,
        item.table_no,
        item.row_no,
        item.col_no,
        item.parent_row_no,
        coalesce(item.function_code, item.function_code_inferred) AS function_code,
        item.function_code IS NULL AND item.function_code_inferred IS NOT NULL AS is_inferred,
        item.row_role,
        item.is_leaf,
        item.amount_yuan,
        item.unit_printed,
        item.proof,
        item.line_item_id
    FROM core.fact_line_item AS item
    JOIN subject ON subject.disclosure_id = item.disclosure_id AND subject.fiscal_year = item.fiscal_year
    WHERE item.statement IN ('expenditure', 'general_public_expenditure')
        AND coalesce(item.flow, 'expenditure') = 'expenditure'
        AND coalesce(item.component, 'total') = 'total'
        AND coalesce(item.fund_source, 'total') IN (
            'total', CASE item.statement WHEN 'general_public_expenditure' THEN 'general_public' ELSE 'total' END)
        AND (item.phase IS NULL OR item.phase = CASE subject.kind WHEN 'budget' THEN 'budget' ELSE 'actual' END)
    -- One column of totals per table, the first.
    QUALIFY item.col_no = min(item.col_no) OVER (PARTITION BY item.document_id, item.table_no)
), total AS (
    SELECT
        disclosure_id,
        basis,
        coalesce(
            arg_min(amount_yuan, (table_no, row_no)) FILTER (WHERE row_role = 'total'),
            sum(amount_yuan) FILTER (WHERE is_leaf)
        ) AS total_yuan
    FROM cell GROUP BY ALL
), coded AS (
    SELECT cell.*
    FROM cell
    LEFT JOIN cell AS parent
        ON parent.document_id = cell.document_id AND parent.table_no = cell.table_no
        AND parent.row_no = cell.parent_row_no AND parent.function_code = cell.function_code
    WHERE cell.function_code IS NOT NULL
        AND cell.row_role IS DISTINCT FROM 'of_which'
        -- A row inside another row of the same code is part of it already.
        AND parent.line_item_id IS NULL
    -- A statement that is printed twice counts once.
    QUALIFY (cell.document_id, cell.table_no) = min((cell.document_id, cell.table_no)) OVER (
        PARTITION BY cell.disclosure_id, cell.basis, cell.function_code)
), printed AS (
    SELECT
        disclosure_id,
        basis,
        function_code,
        FALSE AS is_summed,
        bool_or(is_inferred) AS is_inferred,
        bool_or(proof = 'disputed') AS is_disputed,
        sum(abs(amount_yuan)) FILTER (WHERE proof IN ('proven', 'corrected')) AS proven_yuan,
        sum(abs(amount_yuan)) AS counted_yuan,
        CAST(sum(amount_yuan) AS DECIMAL(20, 2)) AS amount_yuan,
        list(line_item_id ORDER BY row_no, col_no) AS fact_ids
    FROM coded GROUP BY ALL
), lowest AS (
    SELECT * FROM printed
    WHERE NOT EXISTS (
        SELECT 1 FROM printed AS part
        WHERE part.disclosure_id = printed.disclosure_id AND part.basis = printed.basis
            AND length(part.function_code) > length(printed.function_code)
            AND starts_with(part.function_code, printed.function_code)
    )
), rolled AS (
    SELECT *, unnest([left(function_code, 3), left(function_code, 5)]) AS upper_code FROM lowest
), summed AS (
    -- A form that prints only 款 or 项 gets the levels above by adding them up.
    SELECT
        rolled.disclosure_id,
        rolled.basis,
        rolled.upper_code AS function_code,
        TRUE AS is_summed,
        bool_or(rolled.is_inferred) AS is_inferred,
        bool_or(rolled.is_disputed) AS is_disputed,
        sum(rolled.proven_yuan) AS proven_yuan,
        sum(rolled.counted_yuan) AS counted_yuan,
        CAST(sum(rolled.amount_yuan) AS DECIMAL(20, 2)) AS amount_yuan,
        flatten(list(rolled.fact_ids ORDER BY rolled.function_code)) AS fact_ids
    FROM (SELECT * FROM rolled WHERE length(upper_code) < length(function_code)) AS rolled
    ANTI JOIN printed
        ON printed.disclosure_id = rolled.disclosure_id AND printed.basis = rolled.basis
        AND printed.function_code = rolled.upper_code
    GROUP BY ALL
), amount AS (
    SELECT * FROM printed UNION ALL SELECT * FROM summed
), carry_over AS (
    SELECT DISTINCT item.disclosure_id
    FROM core.fact_line_item AS item
    JOIN subject ON subject.disclosure_id = item.disclosure_id AND subject.fiscal_year = item.fiscal_year
    WHERE item.statement IN ('income', 'budget_summary') AND item.fund_source = 'carry_over' AND item.amount_yuan <> 0
), valued AS (
    SELECT
        amount.*,
        subject.* EXCLUDE (disclosure_id),
        amount.basis = 'all_money' AND amount.disclosure_id IN (SELECT disclosure_id FROM carry_over) AS has_carry_over,
        CAST(100 * amount.amount_yuan / nullif(total.total_yuan, 0) AS DECIMAL(18, 10)) AS share,
        -- A department that belongs to no group, and one that is not whole, is a group of its own.
        CASE WHEN subject.peer_group IS NULL OR subject.scope <> 'department'
             THEN subject.disclosure_id ELSE subject.peer_group END AS group_key
    FROM amount
    JOIN subject ON subject.disclosure_id = amount.disclosure_id
    JOIN total ON total.disclosure_id = amount.disclosure_id AND total.basis = amount.basis
), peers AS (
    SELECT group_key, fiscal_year, kind, basis, count(DISTINCT department_key) AS peers
    FROM valued GROUP BY ALL
), ranked AS (
    SELECT
        valued.*,
        count(*) OVER peer AS peers_with_code,
        -- With two more digits, for the mean of the middle two.
        median(CAST(valued.amount_yuan AS DECIMAL(22, 4))) OVER peer AS peer_median_yuan,
        median(valued.share) OVER peer AS peer_median_share,
        rank() OVER (peer ORDER BY valued.amount_yuan DESC) AS rank,
        rank() OVER (peer ORDER BY valued.share DESC NULLS LAST) AS share_rank,
        bool_or(valued.is_inferred) OVER peer AS peer_is_inferred,
        bool_or(valued.is_summed) OVER peer AS peer_is_summed,
        bool_or(valued.has_carry_over) OVER peer AND NOT bool_and(valued.has_carry_over) OVER peer AS peer_mixes_carry_over
    FROM valued
    WINDOW peer AS (
        PARTITION BY valued.group_key, valued.fiscal_year, valued.kind, valued.basis, valued.function_code
    )
), judged AS (
    SELECT
        ranked.*,
        peers.peers,
        concat_ws('; ',
            CASE WHEN ranked.peer_group IS NULL THEN 'no peer group is known for the department' END,
            CASE WHEN ranked.scope <> 'department'
                 THEN 'scope: only ' || ranked.scope || ' is disclosed, not the whole department' END,
            CASE WHEN ranked.peer_group IS NOT NULL AND ranked.scope = 'department' AND peers.peers = 1
                 THEN 'no peer is disclosed for this year' END,
            CASE WHEN peers.peers > 1 AND ranked.peers_with_code = 1 THEN 'no peer spends on this code' END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN ranked.peer_is_summed THEN 'summed from lower codes somewhere in the group' END,
            CASE WHEN ranked.peer_is_inferred THEN 'code found by its name somewhere in the group' END,
            CASE WHEN ranked.peer_mixes_carry_over
                 THEN 'carry-over is ' || CASE WHEN ranked.has_carry_over THEN 'included' ELSE 'not included' END
                     || ', unlike in some of the group' END,
            CASE WHEN ranked.is_disputed THEN 'the amount is disputed' END
        ) AS assumption
    FROM ranked
    JOIN peers
        ON peers.group_key = ranked.group_key AND peers.fiscal_year = ranked.fiscal_year
        AND peers.kind = ranked.kind AND peers.basis = ranked.basis
)
SELECT
    judged.fiscal_year,
    judged.kind,
    judged.basis,
    judged.peer_group,
    judged.function_code,
    function_name.name AS function_name,
    CAST((length(judged.function_code) - 1) // 2 AS SMALLINT) AS level,
    judged.region_code,
    region.name AS region_name,
    judged.department_key,
    judged.department_name,
    judged.scope,
    judged.amount_yuan,
    CAST(judged.share AS DECIMAL(9, 4)) AS share,
    judged.peers,
    judged.peers_with_code,
    CAST(round_even(judged.peer_median_yuan, 2) AS DECIMAL(20, 2)) AS peer_median_yuan,
    CAST(judged.peer_median_share AS DECIMAL(9, 4)) AS peer_median_share,
    judged.rank,
    judged.share_rank,
    CAST(100 * coalesce(judged.proven_yuan, 0) / nullif(judged.counted_yuan, 0) AS DECIMAL(9, 4)) AS proven_share,
    CASE WHEN judged.obstacle <> '' THEN 'no' WHEN judged.assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(judged.obstacle, ''), nullif(judged.assumption, '')), '') AS reason,
    judged.fact_ids,
    judged.disclosure_id
FROM judged
ASOF LEFT JOIN region ON region.region_code = judged.region_code AND judged.fiscal_year >= region.valid_from
ASOF LEFT JOIN function_name
    ON function_name.code = judged.function_code AND judged.fiscal_year >= function_name.valid_from;
