-- Which indicators stand in several projects of a bureau word for word, target and all?
--
-- Reading: a promise that is copied says little about any of them. mart.yoy_kpi also has each target of the year before.
SELECT region_name, department_name, fiscal_year, level3, target_raw, count(DISTINCT project_id) AS projects
FROM mart.yoy_kpi
WHERE is_copied AND is_widest
GROUP BY region_name, department_name, fiscal_year, level3, target_raw
ORDER BY region_name, fiscal_year, department_name, projects DESC, level3;
