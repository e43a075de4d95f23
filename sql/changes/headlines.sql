-- headlines: the headline measures that disclosures state of their own year, as mart.department_year finds them.
--
-- Row: one measure of one disclosure, in a database that holds the disclosures to compare and nothing else.
-- Columns: disclosure_id; what names the amount (measure, fiscal_year); amount_yuan; fact_id
SELECT disclosure_id, measure, fiscal_year, amount_yuan, fact_id
FROM mart.department_year
WHERE is_own AND NOT starts_with(measure, 'change_') AND NOT starts_with(measure, 'deviation_');
