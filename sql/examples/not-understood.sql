-- Which cells were read and not understood?
--
-- Reading: nothing is dropped in silence: each of these cells is in no total. printed nil is a dash, which says nothing.
SELECT region_name, department_name, fiscal_year, table_title, reason, count(*) AS cells, min(text) AS for_example
FROM mart.unparsed
GROUP BY region_name, department_name, fiscal_year, table_title, reason
ORDER BY region_name, fiscal_year, department_name, cells DESC, table_title, reason;
