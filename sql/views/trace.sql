-- mart.trace(fact_id): where a fact stands on the page and what proves it (溯源). A table macro:
-- SELECT * FROM mart.trace('L0123456789abcdef').
--
-- Row: one identity (勾稽关系) the fact is part of; one row with null identity columns when it is part of none.
--   Facts of superseded versions are traced too. An unknown id gives no row.
-- Depends on: core.fact_line_item, core.fact_project, core.fact_kpi, core.fact_procurement, core.fact_asset,
--   core.fact_institution, core.fact_task, core.fact_staff, core.fact_succession, core.fact_narrative,
--   core.disclosure, core.dim_department, raw.document,
--   raw.table, raw.cell, raw.paragraph, audit.identity_member, audit.identity_result
-- Unique: identity_id, side
-- Columns:
--   fact_id            the fact
--   fact_kind          line_item, project, kpi, procurement, asset, institution, task, staff, succession or narrative
--   department_name    department (部门) of its disclosure
--   fiscal_year        fiscal year (预算年度) of its disclosure
--   is_current         false when a later version replaced the disclosure
--   disclosure_id      disclosure
--   document_id        document
--   document_path      path of the document below its raw folder
--   page               page the cell or paragraph stands on; null where the format has none
--   table_no           table of the document; null for a narrative fact
--   table_title        title of the table (表名)
--   row_no             row of the table
--   col_no             column of the table; null for a fact that is a whole row
--   paragraph_no       paragraph of the document; null for a fact of a table
--   x0                 left edge on the page in points, of a whole row that of the cells that begin in it; null where the
--                      format has no positions
--   top                upper edge
--   x1                 right edge
--   bottom             lower edge
--   raw_text           text of the cell, of the row's cells joined by ' | ', or of the paragraph
--   statement          statement (表)
--   label              the row's text, or what the text calls the amount
--   column_path        header texts above the cell, or the measure of a narrative amount
--   amount_yuan        amount of the fact in 元; null for a fact without one
--   amount_raw         amount as printed
--   proof              proven, unchecked, disputed or corrected
--   identity_id        identity
--   rule               kind of identity
--   equation           the equation as readable text
--   side               side the fact stands on: expected or actual
--   coefficient        factor with which it enters
--   expected           sum of the side expected, in 元
--   actual             sum of the side found, in 元
--   difference         actual - expected, in 元
--   tolerance          rounding allowed, in 元
--   holds              exact, within_rounding or no
--   held_by            identities of the fact that hold: 1 = an error in it would be noticed, 2 and more = it would be
--                      located, 0 = nothing speaks for it
CREATE MACRO mart.trace(fact_id) AS TABLE
WITH fact AS (
    SELECT line_item_id AS id, 'line_item' AS kind, disclosure_id, document_id, table_no, row_no, col_no,
        NULL::INTEGER AS paragraph_no, label, column_path, amount_yuan, amount_raw, proof
    FROM core.fact_line_item WHERE line_item_id = fact_id
    UNION ALL BY NAME
    SELECT project_id AS id, 'project' AS kind, disclosure_id, document_id, table_no, row_no,
        project_name AS label, budget_yuan AS amount_yuan, proof
    FROM core.fact_project WHERE project_id = fact_id
    UNION ALL BY NAME
    SELECT kpi_id AS id, 'kpi' AS kind, disclosure_id, document_id, table_no, row_no,
        level3 AS label, amount_yuan, target_raw AS amount_raw, proof
    FROM core.fact_kpi WHERE kpi_id = fact_id
    UNION ALL BY NAME
    SELECT procurement_id AS id, 'procurement' AS kind, disclosure_id, document_id, table_no, row_no,
        coalesce(item_name, project_name) AS label, total_yuan AS amount_yuan, proof
    FROM core.fact_procurement WHERE procurement_id = fact_id
    UNION ALL BY NAME
    SELECT asset_id AS id, 'asset' AS kind, disclosure_id, document_id, table_no, row_no,
        item AS label, value_yuan AS amount_yuan, value_raw AS amount_raw, proof
    FROM core.fact_asset WHERE asset_id = fact_id
    UNION ALL BY NAME
    SELECT institution_id AS id, 'institution' AS kind, disclosure_id, document_id, table_no, row_no,
        unit_name AS label, proof
    FROM core.fact_institution WHERE institution_id = fact_id
    UNION ALL BY NAME
    SELECT task_id AS id, 'task' AS kind, disclosure_id, document_id, table_no, row_no,
        name AS label, total_yuan AS amount_yuan, proof
    FROM core.fact_task WHERE task_id = fact_id
    UNION ALL BY NAME
    SELECT staff_id AS id, 'staff' AS kind, disclosure_id, document_id, paragraph_no, table_no, row_no, col_no,
        category AS label, measure AS column_path, raw AS amount_raw, proof
    FROM core.fact_staff WHERE staff_id = fact_id
    UNION ALL BY NAME
    SELECT succession_id AS id, 'succession' AS kind, disclosure_id, document_id, paragraph_no,
        former_name || ' -> ' || name AS label, raw AS amount_raw, proof
    FROM core.fact_succession WHERE succession_id = fact_id
    UNION ALL BY NAME
    SELECT narrative_id AS id, 'narrative' AS kind, disclosure_id, document_id, paragraph_no,
        label, measure AS column_path, amount_yuan, raw AS amount_raw, proof
    FROM core.fact_narrative WHERE narrative_id = fact_id
), place AS (
    -- A cell that spans rows or columns covers the fact's place too. It may begin on an earlier page than the row: where
    -- cells begin in the row itself, these are its place.
    SELECT
        fact.id,
        coalesce(min(cell.page) FILTER (WHERE cell.row_no = fact.row_no), min(cell.page)) AS page,
        coalesce(min(cell.x0) FILTER (WHERE cell.row_no = fact.row_no), min(cell.x0)) AS x0,
        coalesce(min(cell.top) FILTER (WHERE cell.row_no = fact.row_no), min(cell.top)) AS top,
        coalesce(max(cell.x1) FILTER (WHERE cell.row_no = fact.row_no), max(cell.x1)) AS x1,
        coalesce(max(cell.bottom) FILTER (WHERE cell.row_no = fact.row_no), max(cell.bottom)) AS bottom,
        string_agg(cell.text, ' | ' ORDER BY cell.col_no, cell.row_no) AS raw_text
    FROM fact
    JOIN raw.cell AS cell
        ON cell.document_id = fact.document_id
        AND cell.table_no = fact.table_no
        AND fact.row_no >= cell.row_no AND fact.row_no < cell.row_no + cell.row_span
        AND (fact.col_no IS NULL OR (fact.col_no >= cell.col_no AND fact.col_no < cell.col_no + cell.col_span))
    GROUP BY fact.id
), sentence AS (
    SELECT fact.id, paragraph.page, paragraph.text
    FROM fact
    JOIN raw.paragraph AS paragraph
        ON paragraph.document_id = fact.document_id AND paragraph.paragraph_no = fact.paragraph_no
)
SELECT
    fact.id AS fact_id,
    fact.kind AS fact_kind,
    department.name AS department_name,
    disclosure.fiscal_year,
    disclosure.is_current,
    fact.disclosure_id,
    fact.document_id,
    document.path AS document_path,
    coalesce(place.page, printed.page_from, sentence.page) AS page,
    fact.table_no,
    printed.title AS table_title,
    fact.row_no,
    fact.col_no,
    fact.paragraph_no,
    place.x0,
    place.top,
    place.x1,
    place.bottom,
    coalesce(place.raw_text, sentence.text) AS raw_text,
    printed.statement,
    fact.label,
    fact.column_path,
    fact.amount_yuan,
    fact.amount_raw,
    fact.proof,
    identity.identity_id,
    identity.rule,
    identity.equation,
    member.side,
    member.coefficient,
    identity.expected,
    identity.actual,
    identity.difference,
    identity.tolerance,
    identity.holds,
    count(identity.identity_id) FILTER (WHERE identity.holds <> 'no') OVER () AS held_by
FROM fact
LEFT JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id
LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
LEFT JOIN raw.document AS document ON document.document_id = fact.document_id
LEFT JOIN raw.table AS printed ON printed.document_id = fact.document_id AND printed.table_no = fact.table_no
LEFT JOIN sentence ON sentence.id = fact.id
LEFT JOIN place ON place.id = fact.id
LEFT JOIN audit.identity_member AS member ON member.fact_id = fact.id
LEFT JOIN audit.identity_result AS identity ON identity.identity_id = member.identity_id
ORDER BY identity.identity_id, member.side;
