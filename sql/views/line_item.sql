-- mart.line_item: every money cell of every table, flat, with the names of what its codes mean (金额明细).
--
-- Row: one money cell of a current disclosure.
-- Depends on: core.fact_line_item, mart.disclosure, mart.code_name
-- Unique: line_item_id
-- Columns:
--   line_item_id              fact id, to be given to mart.trace
--   region_code               region (行政区划代码) whose finance bureau approves the budget
--   region_name               its name in the year of the disclosure
--   department_id             department (部门) under the name of the disclosure
--   department_key            shared by the names of one bureau over time
--   department_name           its name in this disclosure
--   disclosure_id             disclosure the cell belongs to
--   disclosure_year           fiscal year (预算年度) of the disclosure
--   kind                      budget 预算 or final_accounts 决算
--   scope                     department 部门, own 本级 or unit 所属单位: never to be added up
--   is_widest                 true when no wider disclosure of the year contains it; only these may be added up
--   fiscal_year               year of the amount; a prior-year column has its own
--   phase                     budget 预算, revised 调整预算, actual 决算, change 增减, opening 年初, closing 年末
--   statement                 statement (表), for example expenditure 支出总表
--   axis                      what the rows of the table are
--   flow                      revenue 收入, expenditure 支出 or balance 结余
--   unit_code                 budget unit's code (单位编码) of the row
--   unit_name                 budget unit's name (单位名称) of the row
--   function_code             functional code (支出功能分类), printed or else inferred from the name
--   function_code_source      printed or inferred; null without a code
--   function_name             official name of function_code in the year of the amount, else the observed one
--   economic_code             departmental economic code (部门预算支出经济分类), printed or else inferred
--   economic_code_source      printed or inferred; null without a code
--   economic_name             name of economic_code in the year of the amount
--   gov_economic_code         government economic code (政府预算支出经济分类) as printed
--   gov_economic_name         name of gov_economic_code in the year of the amount
--   label                     the row's own text as printed
--   label_path                labels of the ancestors and the label, joined by '/'
--   level                     0 total 合计, 1 类, 2 款, 3 项; null without a classification
--   row_role                  total, subtotal, leaf, of_which 其中, unit or closing
--   is_leaf                   true when the row may be summed: the leaves of a column make its total
--   column_path               header texts above the value, joined by '/'
--   fund_source               source of the money (资金来源)
--   component                 what it is spent as (支出构成)
--   amount_yuan               amount in 元
--   amount_raw                amount as printed
--   unit_printed              unit of the printed figure: 元 or 万元
--   project_id                project the row names
--   proof                     proven, unchecked, disputed or corrected
--   document_id               document it was read from
--   table_no                  table of the document
--   row_no                    row of the table
--   col_no                    column of the table
CREATE VIEW mart.line_item AS
WITH item AS (
    SELECT
        fact.* EXCLUDE (function_code, economic_code, function_code_inferred, economic_code_inferred),
        coalesce(fact.function_code, fact.function_code_inferred) AS function_code,
        CASE WHEN fact.function_code IS NOT NULL THEN 'printed'
             WHEN fact.function_code_inferred IS NOT NULL THEN 'inferred' END AS function_code_source,
        coalesce(fact.economic_code, fact.economic_code_inferred) AS economic_code,
        CASE WHEN fact.economic_code IS NOT NULL THEN 'printed'
             WHEN fact.economic_code_inferred IS NOT NULL THEN 'inferred' END AS economic_code_source,
        disclosure.region_code,
        disclosure.region_name,
        disclosure.department_id,
        disclosure.department_key,
        disclosure.department_name,
        disclosure.fiscal_year AS disclosure_year,
        disclosure.kind,
        disclosure.scope,
        disclosure.is_widest
    FROM core.fact_line_item AS fact
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id
)
SELECT
    item.line_item_id,
    item.region_code,
    item.region_name,
    item.department_id,
    item.department_key,
    item.department_name,
    item.disclosure_id,
    item.disclosure_year,
    item.kind,
    item.scope,
    item.is_widest,
    item.fiscal_year,
    item.phase,
    item.statement,
    item.axis,
    item.flow,
    item.unit_code,
    item.unit_name,
    item.function_code,
    item.function_code_source,
    function_name.name AS function_name,
    item.economic_code,
    item.economic_code_source,
    economic_name.name AS economic_name,
    item.gov_economic_code,
    gov_economic_name.name AS gov_economic_name,
    item.label,
    item.label_path,
    item.level,
    item.row_role,
    item.is_leaf,
    item.column_path,
    item.fund_source,
    item.component,
    item.amount_yuan,
    item.amount_raw,
    item.unit_printed,
    item.project_id,
    item.proof,
    item.document_id,
    item.table_no,
    item.row_no,
    item.col_no
FROM item
LEFT JOIN mart.code_name AS function_name
    ON function_name.classification = 'function' AND function_name.code = item.function_code
    AND function_name.fiscal_year = item.fiscal_year
LEFT JOIN mart.code_name AS economic_name
    ON economic_name.classification = 'economic' AND economic_name.code = item.economic_code
    AND economic_name.fiscal_year = item.fiscal_year
LEFT JOIN mart.code_name AS gov_economic_name
    ON gov_economic_name.classification = 'gov_economic' AND gov_economic_name.code = item.gov_economic_code
    AND gov_economic_name.fiscal_year = item.fiscal_year;
