-- How good are the performance indicators: how many can be measured, how many promise 100 % of something?
--
-- Reading: measurable has a number or a date; hundred_percent is a target of 100 %, which is easily promised.
SELECT
    region_name,
    department_name,
    fiscal_year,
    count(*) AS indicators,
    count(*) FILTER (WHERE is_measurable) AS measurable,
    count(*) FILTER (WHERE target_value = 100 AND target_unit = '%') AS hundred_percent,
    CAST(100.0 * count(*) FILTER (WHERE is_measurable) / count(*) AS DECIMAL(9, 4)) AS measurable_share
FROM mart.kpi
WHERE is_widest
GROUP BY region_name, department_name, fiscal_year
ORDER BY region_name, fiscal_year, department_name;
