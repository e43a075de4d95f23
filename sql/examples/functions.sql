-- On which functions (类) does each bureau spend its money?
--
-- Reading: level 1 only, so the rows of a bureau and year add up to its total (share to 100). Each row says how much of it
-- arithmetic proves.
SELECT region_name, department_name, fiscal_year, function_code, function_name, amount_yuan, share, proven_share
FROM mart.cross_county_function
WHERE level = 1 AND basis = 'all_money' AND amount_year = fiscal_year
ORDER BY region_name, fiscal_year, department_name, amount_yuan DESC;
