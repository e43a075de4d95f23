-- Where on the page does a bureau's total stand, and what proves it?
--
-- Reading: mart.trace takes the id of any fact. One row per identity that the figure is part of; held_by counts those that
-- hold: 1 shows an error, 2 and more locate it.
WITH total AS (
    SELECT fact_id FROM mart.department_year
    WHERE region_name = '井陉县' AND fiscal_year = 2025 AND measure = 'expenditure_total'
)
SELECT trace.table_title, trace.row_no, trace.raw_text, trace.rule, trace.holds, trace.held_by
FROM mart.trace((SELECT fact_id FROM total)) AS trace
ORDER BY trace.rule, trace.identity_id;
