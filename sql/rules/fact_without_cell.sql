-- fact_without_cell: facts whose place is not in what was read of the document (事实在原文中无出处).
--
-- Equation: cells, rows or paragraphs in raw at the place of a fact = 1
-- Severity: error
-- Blocking: yes
-- Message: {facts} facts ({kind}) of document {document_id} stand at a place that was not read: {place}
-- Row: one kind of fact of one document, and one table where it stands in tables.
-- Columns:
--   disclosure_id  disclosure of the first of them
--   document_id    document the facts name
--   fact_id        the first of them
--   kind           kind of fact
--   facts          how many there are
--   place          place of the first of them
--   difference     facts without a place
WITH in_cells AS (
    SELECT
        item.line_item_id AS fact_id, item.disclosure_id, item.document_id, 'line item' AS kind, item.table_no,
        format('table {}, row {}, column {}', item.table_no, item.row_no, item.col_no) AS place
    FROM core.fact_line_item AS item
    ANTI JOIN raw.cell AS cell
        ON cell.document_id = item.document_id AND cell.table_no = item.table_no
        AND cell.row_no = item.row_no AND cell.col_no = item.col_no
), of_rows AS (
    SELECT project_id AS fact_id, disclosure_id, document_id, 'project' AS kind, table_no, row_no FROM core.fact_project
    UNION ALL SELECT kpi_id, disclosure_id, document_id, 'indicator', table_no, row_no FROM core.fact_kpi
    UNION ALL SELECT procurement_id, disclosure_id, document_id, 'procurement', table_no, row_no
        FROM core.fact_procurement
    UNION ALL SELECT asset_id, disclosure_id, document_id, 'asset', table_no, row_no FROM core.fact_asset
    UNION ALL SELECT institution_id, disclosure_id, document_id, 'institution', table_no, row_no
        FROM core.fact_institution
    UNION ALL SELECT task_id, disclosure_id, document_id, 'task', table_no, row_no FROM core.fact_task
    UNION ALL SELECT staff_id, disclosure_id, document_id, 'staff', table_no, row_no
        FROM core.fact_staff WHERE table_no IS NOT NULL
), in_rows AS (
    SELECT
        of_rows.fact_id, of_rows.disclosure_id, of_rows.document_id, of_rows.kind, of_rows.table_no,
        format('table {}, row {}', of_rows.table_no, of_rows.row_no) AS place
    FROM of_rows
    ANTI JOIN raw."table" AS found
        ON found.document_id = of_rows.document_id AND found.table_no = of_rows.table_no
        AND of_rows.row_no BETWEEN 1 AND found.n_rows
    WHERE of_rows.table_no IS NOT NULL
), in_paragraphs AS (
    SELECT
        told.narrative_id AS fact_id, told.disclosure_id, told.document_id, 'narrative amount' AS kind,
        NULL AS table_no, format('paragraph {}', told.paragraph_no) AS place
    FROM core.fact_narrative AS told
    ANTI JOIN raw.paragraph AS paragraph
        ON paragraph.document_id = told.document_id AND paragraph.paragraph_no = told.paragraph_no
), lost AS (
    FROM in_cells UNION ALL FROM in_rows UNION ALL FROM in_paragraphs
)
SELECT
    arg_min(disclosure_id, fact_id) AS disclosure_id,
    document_id,
    min(fact_id) AS fact_id,
    kind,
    count(*) AS facts,
    arg_min(place, fact_id) AS place,
    count(*) AS difference
FROM lost
GROUP BY document_id, kind, table_no
ORDER BY document_id, kind, table_no;
