-- mart.procurement: what the current disclosures plan to buy, item by item (政府采购).
--
-- Add up rows only where is_additive, and of one statement: total, subtotal and unit rows repeat the leaves, purchases of
-- services are part of procurement in some places, and some forms print groups (货物, 服务) that are not known as such.
--
-- Row: one row of a procurement table of a current disclosure.
-- Depends on: core.fact_procurement, core.fact_project, mart.disclosure, raw.table, core.dim_procurement_item, mart.department_year
-- Unique: procurement_id
-- Columns:
--   procurement_id        fact id, to be given to mart.trace
--   region_code           region (行政区划代码)
--   region_name           its name in the year of the disclosure
--   department_key        shared by the names of one bureau over time
--   department_name       department (部门) under its name in this disclosure
--   peer_group            group of like departments elsewhere (同类部门)
--   disclosure_id         disclosure the row stands in
--   fiscal_year           fiscal year (预算年度)
--   kind                  budget 预算 or final_accounts 决算
--   scope                 department 部门, own 本级 or unit 所属单位: never to be added up
--   is_widest             true when no wider disclosure of the year contains it; only these may be added up
--   statement             procurement 政府采购 or purchase_of_services 政府购买服务: never to be added up
--   row_role              leaf, or total, subtotal or unit, which repeat leaves
--   is_additive           true for a leaf of a table whose leaves add up to its printed total, null for one of a table
--                         that prints none; false for total, subtotal and unit rows, which repeat leaves
--   project_id            project (项目) of the same disclosure that pays for it; null where none is named
--   project_name          project name as printed in the row
--   project_yuan          budget of that project in 元
--   item_name             what is bought (采购物品名称) as printed
--   catalogue_code        code of the procurement catalogue (政府采购品目) as printed
--   catalogue_name        its name in the year; null for an unknown code
--   is_known_code         false for a printed code that the year's catalogue does not have; null without a code, and for
--                         years before the oldest catalogue that is listed (that of 2022, in use since 2023)
--   measure_unit          unit of the quantity (计量单位)
--   quantity              quantity (数量)
--   unit_price_yuan       price of one (单价) in 元
--   total_yuan            amount (总价) in 元
--   general_public_yuan   from the general public budget (一般公共预算) in 元
--   gov_fund_yuan         from government funds (政府性基金) in 元
--   state_capital_yuan    from state capital (国有资本经营) in 元
--   fiscal_account_yuan   from the fiscal account (财政专户) in 元
--   unit_funds_yuan       from the unit's own funds (单位资金) in 元
--   carry_over_yuan       carried over from earlier years (上年结转) in 元
--   sme_reserved_yuan     reserved for small and medium enterprises (面向中小企业预留) in 元
--   share_of_procurement  amount in percent points of the printed total of the table; null when it prints none
--   share_of_expenditure  amount in percent points of the department's expenditure 支出合计
--   proof                 proven, unchecked, disputed or corrected
--   document_id           document it was read from
--   table_no              table of the document
--   row_no                row of the table
CREATE VIEW mart.procurement AS
WITH catalogue AS (
    SELECT code, coalesce(valid_from, 0) AS valid_from, any_value(name) AS name
    FROM core.dim_procurement_item WHERE is_official GROUP BY ALL
), first_catalogue AS (
    SELECT min(valid_from) AS fiscal_year FROM catalogue
), expenditure AS (
    SELECT disclosure_id, amount_yuan FROM mart.department_year WHERE measure = 'expenditure_total' AND is_own
), bought AS (
    SELECT
        fact.*,
        disclosure.region_code,
        disclosure.region_name,
        disclosure.fiscal_year,
        disclosure.kind,
        disclosure.scope,
        disclosure.is_widest,
        disclosure.department_key,
        disclosure.department_name,
        disclosure.peer_group,
        printed_table.statement,
        sum(fact.total_yuan) FILTER (WHERE fact.row_role = 'leaf') OVER printed AS leaves_yuan,
        count(*) FILTER (WHERE fact.row_role = 'leaf') OVER printed AS leaves,
        max(fact.total_yuan) FILTER (WHERE fact.row_role = 'total') OVER printed AS printed_yuan
    FROM core.fact_procurement AS fact
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id
    LEFT JOIN raw.table AS printed_table
        ON printed_table.document_id = fact.document_id AND printed_table.table_no = fact.table_no
    WINDOW printed AS (PARTITION BY fact.document_id, fact.table_no)
)
SELECT
    bought.procurement_id,
    bought.region_code,
    bought.region_name,
    bought.department_key,
    bought.department_name,
    bought.peer_group,
    bought.disclosure_id,
    bought.fiscal_year,
    bought.kind,
    bought.scope,
    bought.is_widest,
    bought.statement,
    bought.row_role,
    -- 50 元 is half of the last digit of 万元 with two decimals.
    bought.row_role = 'leaf' AND abs(bought.leaves_yuan - bought.printed_yuan) <= 50 * (bought.leaves + 1) AS is_additive,
    bought.project_id,
    bought.project_name,
    project.budget_yuan AS project_yuan,
    bought.item_name,
    bought.catalogue_code,
    catalogue.name AS catalogue_name,
    CASE WHEN bought.catalogue_code IS NOT NULL AND bought.fiscal_year >= first_catalogue.fiscal_year
         THEN catalogue.code IS NOT NULL END AS is_known_code,
    bought.measure_unit,
    bought.quantity,
    bought.unit_price_yuan,
    bought.total_yuan,
    bought.general_public_yuan,
    bought.gov_fund_yuan,
    bought.state_capital_yuan,
    bought.fiscal_account_yuan,
    bought.unit_funds_yuan,
    bought.carry_over_yuan,
    bought.sme_reserved_yuan,
    TRY_CAST(100 * bought.total_yuan / nullif(bought.printed_yuan, 0) AS DECIMAL(9, 4)) AS share_of_procurement,
    TRY_CAST(100 * bought.total_yuan / nullif(expenditure.amount_yuan, 0) AS DECIMAL(9, 4)) AS share_of_expenditure,
    bought.proof,
    bought.document_id,
    bought.table_no,
    bought.row_no
FROM bought
CROSS JOIN first_catalogue
LEFT JOIN core.fact_project AS project ON project.project_id = bought.project_id
LEFT JOIN expenditure ON expenditure.disclosure_id = bought.disclosure_id
ASOF LEFT JOIN catalogue
    ON catalogue.code = bought.catalogue_code AND bought.fiscal_year >= catalogue.valid_from;
