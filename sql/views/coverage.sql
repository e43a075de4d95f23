-- mart.coverage: which statements each disclosure prints, declares empty, or lacks (公开情况).
--
-- Four different things: present with figures, declared_empty (空表: a note says so or no figure is non-zero), missing and
-- unreadable.
--
-- Row: one statement of one current disclosure: each it should have, and each other it has.
-- Depends on: audit.table_status, audit.unparsed_cell, mart.disclosure, core.fact_line_item, raw.table
-- Unique: disclosure_id, statement
-- Columns:
--   region_code      region (行政区划代码)
--   region_name      its name in the year of the disclosure
--   department_key   shared by the names of one bureau over time
--   department_name  department (部门) under its name in this disclosure
--   peer_group       group of like departments elsewhere (同类部门)
--   disclosure_id    disclosure
--   fiscal_year      fiscal year (预算年度)
--   kind             budget 预算 or final_accounts 决算
--   scope            department 部门, own 本级 or unit 所属单位
--   statement        statement (表), for example expenditure 支出总表
--   status           present, declared_empty 空表, missing 缺表 or unreadable
--   title            title of its first table as printed (表名)
--   figures          money cells that were read from it
--   proven_share     how many of them arithmetic proves, in percent points; null without figures
--   disputed         figures of which an identity fails
--   unparsed         cells that are neither figure, label, header nor furniture, see mart.unparsed
--   document_id      document of its first table; null when missing
--   table_no         first table of the document; null when missing
CREATE VIEW mart.coverage AS
WITH figures AS (
    SELECT
        disclosure_id,
        statement,
        count(*) AS figures,
        count(*) FILTER (WHERE proof IN ('proven', 'corrected')) AS proven,
        count(*) FILTER (WHERE proof = 'disputed') AS disputed
    FROM core.fact_line_item GROUP BY ALL
), unparsed AS (
    SELECT disclosure_id, statement, count(*) AS cells FROM audit.unparsed_cell
    WHERE reason <> 'printed nil' GROUP BY ALL
), covered AS (
    SELECT status.*, disclosure.* EXCLUDE (disclosure_id)
    FROM audit.table_status AS status
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = status.disclosure_id
)
SELECT
    covered.region_code,
    covered.region_name,
    covered.department_key,
    covered.department_name,
    covered.peer_group,
    covered.disclosure_id,
    covered.fiscal_year,
    covered.kind,
    covered.scope,
    covered.statement,
    covered.status,
    printed.title,
    coalesce(figures.figures, 0) AS figures,
    CAST(100 * figures.proven / nullif(figures.figures, 0) AS DECIMAL(9, 4)) AS proven_share,
    coalesce(figures.disputed, 0) AS disputed,
    coalesce(unparsed.cells, 0) AS unparsed,
    covered.document_id,
    covered.table_no
FROM covered
LEFT JOIN raw.table AS printed
    ON printed.document_id = covered.document_id AND printed.table_no = covered.table_no
LEFT JOIN figures ON figures.disclosure_id = covered.disclosure_id AND figures.statement = covered.statement
LEFT JOIN unparsed ON unparsed.disclosure_id = covered.disclosure_id AND unparsed.statement = covered.statement;
