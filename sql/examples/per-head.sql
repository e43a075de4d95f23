-- What does each bureau spend per resident and per member of staff?
--
-- Reading: residents come from data/reference/population.csv, which you give; staff from the text of the disclosure. What
-- is not known is null, and reason says what is missing.
SELECT region_name, department_name, fiscal_year, amount_yuan, per_resident_yuan, per_staff_yuan, reason
FROM mart.per_head
WHERE measure = 'expenditure_total' AND is_widest
ORDER BY region_name, fiscal_year, department_name;
