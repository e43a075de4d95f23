-- Which of the standard statements does each disclosure lack or declare empty?
--
-- Reading: declared_empty says that there is nothing; missing says nothing.
SELECT region_name, department_name, fiscal_year, status, string_agg(statement, ', ' ORDER BY statement) AS statements
FROM mart.coverage
WHERE status <> 'present'
GROUP BY region_name, fiscal_year, department_name, status
ORDER BY region_name, fiscal_year, department_name, status;
