-- Which bureaus changed their name, and what did they spend under each?
--
-- Reading: department_key joins the names of one bureau over time, so its years can be compared.
SELECT region_name, fiscal_year, department_name, amount_yuan
FROM mart.department_year
WHERE measure = 'expenditure_total' AND is_own
    AND department_key IN (
        SELECT department_key FROM core.dim_department GROUP BY department_key HAVING count(DISTINCT name) > 1)
ORDER BY region_name, fiscal_year;
