-- mart.as_of(moment): what the warehouse would have shown at an earlier moment, cell by cell (某时点的数据).
--
-- A version of a disclosure counts from the moment a scan first met its documents until the document of the next version
-- was met, and again from the moment a file got the older content back (core.disclosure_period); the moment is UTC, and a
-- date alone means its end. Facts of a file that was withdrawn have left the warehouse and are not among the rows. For
-- today the rows are those of mart.line_item.
--
-- Row: one money cell of a disclosure that was current at the moment.
-- Depends on: core.fact_line_item, core.disclosure, core.disclosure_period, core.dim_department, raw.document
-- Unique: line_item_id
-- Columns:
--   line_item_id       fact id, to be given to mart.trace
--   region_code        region (行政区划代码) whose finance bureau approves the budget
--   department_id      department (部门) under the name of the disclosure
--   department_key     shared by the names of one bureau over time
--   department_name    its name in this disclosure
--   disclosure_id      disclosure the cell belongs to
--   disclosure_year    fiscal year (预算年度) of the disclosure
--   kind               budget 预算 or final_accounts 决算
--   scope              department 部门, own 本级 or unit 所属单位: never to be added up
--   version            publication of the disclosure, 1 for the first seen
--   is_current         false where another version has taken its place since
--   fiscal_year        year of the amount; a prior-year column has its own
--   phase              budget 预算, revised 调整预算, actual 决算, change 增减, opening 年初, closing 年末
--   statement          statement (表), for example expenditure 支出总表
--   axis               what the rows of the table are
--   flow               revenue 收入, expenditure 支出 or balance 结余
--   unit_code          budget unit's code (单位编码) of the row
--   unit_name          budget unit's name (单位名称) of the row
--   function_code      functional code (支出功能分类), printed or else inferred from the name
--   economic_code      departmental economic code (部门预算支出经济分类), printed or else inferred
--   gov_economic_code  government economic code (政府预算支出经济分类) as printed
--   label              the row's own text as printed
--   label_path         labels of the ancestors and the label, joined by '/'
--   row_role           total, subtotal, leaf, of_which 其中, unit or closing
--   is_leaf            true when the row may be summed: the leaves of a column make its total
--   column_path        header texts above the value, joined by '/'
--   fund_source        source of the money (资金来源)
--   component          what it is spent as (支出构成)
--   amount_yuan        amount in 元
--   proof              proven, unchecked, disputed or corrected
--   document_id        document it was read from
--   table_no           table of the document
--   row_no             row of the table
--   col_no             column of the table
CREATE MACRO mart.as_of(moment) AS TABLE
WITH asked AS (
    SELECT TRY_CAST(moment AS TIMESTAMP)
        + CASE WHEN length(CAST(moment AS VARCHAR)) = 10 THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END AS at
), shown AS (
    SELECT disclosure.* FROM core.disclosure AS disclosure
    JOIN core.disclosure_period AS period ON period.disclosure_id = disclosure.disclosure_id
    CROSS JOIN asked
    WHERE period.first_seen_at <= asked.at AND (period.superseded_at IS NULL OR period.superseded_at > asked.at)
), met AS (
    SELECT document.document_id FROM raw.document AS document
    CROSS JOIN asked
    WHERE document.first_seen_at <= asked.at
)
SELECT
    item.line_item_id,
    shown.region_code,
    shown.department_id,
    department.department_key,
    department.name AS department_name,
    item.disclosure_id,
    shown.fiscal_year AS disclosure_year,
    shown.kind,
    shown.scope,
    shown.version,
    shown.is_current,
    item.fiscal_year,
    item.phase,
    item.statement,
    item.axis,
    item.flow,
    item.unit_code,
    item.unit_name,
    coalesce(item.function_code, item.function_code_inferred) AS function_code,
    coalesce(item.economic_code, item.economic_code_inferred) AS economic_code,
    item.gov_economic_code,
    item.label,
    item.label_path,
    item.row_role,
    item.is_leaf,
    item.column_path,
    item.fund_source,
    item.component,
    item.amount_yuan,
    item.proof,
    item.document_id,
    item.table_no,
    item.row_no,
    item.col_no
FROM core.fact_line_item AS item
JOIN shown ON shown.disclosure_id = item.disclosure_id
JOIN met ON met.document_id = item.document_id
LEFT JOIN core.dim_department AS department ON department.department_id = shown.department_id;
