-- Which codes were called otherwise in earlier years?
--
-- Reading: one row per code and name with the first and the last year of it among the years of the warehouse. Comparisons over a
-- change of name are mapped.
SELECT classification, code, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year, name
FROM mart.code_name
WHERE (classification, code) IN (
    SELECT (classification, code) FROM mart.code_name GROUP BY ALL HAVING count(DISTINCT name) > 1)
GROUP BY classification, code, name
ORDER BY classification, code, first_year;
