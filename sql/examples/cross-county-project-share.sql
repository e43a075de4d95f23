-- Which bureaus live on projects: how much of the total is project expenditure, compared with like bureaus?
--
-- Reading: share is in percent points of the bureau's own expenditure total, so that large and small ones compare.
SELECT region_name, department_name, amount_year, amount_yuan, share, peer_median_share, share_rank, comparable, reason
FROM mart.cross_county_department
WHERE measure = 'project' AND fiscal_year = 2025
ORDER BY share_rank NULLS LAST, region_name, department_name;
