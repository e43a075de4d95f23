-- lines: the money cells of the disclosures to compare, each under what the page says of it.
--
-- Row: one money cell, in a database that holds the disclosures to compare and nothing else.
-- Columns: disclosure_id; what names the amount (statement to nth: cells with the same words are counted in document
--   order); amount_yuan; fact_id
WITH worded AS (
    SELECT
        disclosure_id,
        statement,
        coalesce(label_path, '') AS label_path,
        coalesce(column_path, '') AS column_path,
        coalesce(fiscal_year, 0) AS fiscal_year,
        coalesce(phase, '') AS phase,
        coalesce(unit_code, unit_name, '') AS unit,
        coalesce(function_code, function_code_inferred, '') AS function_code,
        coalesce(economic_code, economic_code_inferred, '') AS economic_code,
        coalesce(gov_economic_code, '') AS gov_economic_code,
        amount_yuan,
        line_item_id AS fact_id,
        document_id,
        table_no,
        row_no,
        col_no
    FROM core.fact_line_item
)
SELECT
    disclosure_id,
    statement,
    label_path,
    column_path,
    fiscal_year,
    phase,
    unit,
    function_code,
    economic_code,
    gov_economic_code,
    row_number() OVER (
        PARTITION BY disclosure_id, statement, label_path, column_path, fiscal_year, phase, unit, function_code,
            economic_code, gov_economic_code
        ORDER BY document_id, table_no, row_no, col_no
    ) AS nth,
    amount_yuan,
    fact_id
FROM worded;
