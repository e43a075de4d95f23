-- mart.unparsed: every cell of the current disclosures that was read and not understood, with the reason (未解析单元格).
--
-- Row: one cell that is not blank and no figure, label, header or furniture.
-- Depends on: audit.unparsed_cell, core.disclosure, core.dim_department, core.dim_region, raw.document, raw.table, raw.cell
-- Unique: document_id, table_no, row_no, col_no
-- Columns:
--   region_code      region (行政区划代码); null when no disclosure was identified
--   region_name      its name in the year of the disclosure
--   department_name  department (部门)
--   fiscal_year      fiscal year (预算年度) of the disclosure
--   kind             budget 预算 or final_accounts 决算
--   disclosure_id    disclosure; null when none was identified
--   document_path    path of the document below its raw folder
--   table_title      title of the table (表名)
--   statement        statement (表)
--   column_path      header texts above the cell, joined by '/'
--   text             text as printed
--   reason           why it is no fact; 'printed nil' is a dash, which says that there is nothing
--   page             page; null where the format has none
--   document_id      document
--   table_no         table of the document
--   row_no           row of the table
--   col_no           column of the table
CREATE VIEW mart.unparsed AS
WITH region AS (
    SELECT region_code, coalesce(valid_from, 0) AS valid_from, any_value(name) AS name
    FROM core.dim_region GROUP BY ALL
), unparsed AS (
    SELECT
        cell.*,
        disclosure.region_code,
        disclosure.department_id,
        disclosure.fiscal_year,
        disclosure.kind,
        document.path
    FROM audit.unparsed_cell AS cell
    LEFT JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = cell.disclosure_id
    LEFT JOIN raw.document AS document ON document.document_id = cell.document_id
    WHERE CASE WHEN disclosure.disclosure_id IS NULL THEN document.status IN ('loaded', 'quarantined')
               ELSE disclosure.is_current END
)
SELECT
    unparsed.region_code,
    region.name AS region_name,
    department.name AS department_name,
    unparsed.fiscal_year,
    unparsed.kind,
    unparsed.disclosure_id,
    unparsed.path AS document_path,
    printed.title AS table_title,
    unparsed.statement,
    unparsed.column_path,
    unparsed.text,
    unparsed.reason,
    coalesce(cell.page, printed.page_from) AS page,
    unparsed.document_id,
    unparsed.table_no,
    unparsed.row_no,
    unparsed.col_no
FROM unparsed
LEFT JOIN core.dim_department AS department ON department.department_id = unparsed.department_id
LEFT JOIN raw.table AS printed
    ON printed.document_id = unparsed.document_id AND printed.table_no = unparsed.table_no
LEFT JOIN raw.cell AS cell
    ON cell.document_id = unparsed.document_id AND cell.table_no = unparsed.table_no
    AND cell.row_no = unparsed.row_no AND cell.col_no = unparsed.col_no
ASOF LEFT JOIN region ON region.region_code = unparsed.region_code AND unparsed.fiscal_year >= region.valid_from;
