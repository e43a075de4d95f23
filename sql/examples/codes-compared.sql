-- For how many codes of each department is there a figure of the year before, and what stands in the way of the others?
--
-- Reading: one row per department, classification and reason; levels are counted apart by the length of the code. Where a text
-- states the change of a code, or another year's disclosure is there, the code is compared.
SELECT region_name, department_name, fiscal_year, classification, level, comparable, reason,
    count(DISTINCT code) AS codes
FROM mart.yoy_code
WHERE kind = 'budget' AND is_widest AND level <= 2
GROUP BY ALL
ORDER BY ALL;
