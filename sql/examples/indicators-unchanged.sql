-- How good are each bureau's performance indicators, and how many are last year's over again?
--
-- Reading: shares are in percent points of the indicators. full_share are targets of 100 %, easily promised; copied_share
-- repeat name and target of another project. unchanged_share is of those that can be compared, and null where none can.
SELECT region_name, department_name, fiscal_year, kpis, quantified_share, full_share, duplicate_share,
    copied_share, unchanged_share
FROM mart.kpi_quality
WHERE is_widest
ORDER BY region_name, fiscal_year, department_name;
