-- What do like bureaus spend on running themselves (行政运行, 2010301), and what share of their total is it?
--
-- Reading: bureaus of one peer group and year side by side. A bureau that discloses another year only is shown with that
-- year (amount_year), without a rank and comparable = no; it counts in no median.
SELECT region_name, department_name, amount_year, amount_yuan, share, peer_median_share, share_rank,
    proven_share, comparable
FROM mart.cross_county_function
WHERE function_code = '2010301' AND fiscal_year = 2025 AND basis = 'all_money'
ORDER BY share_rank NULLS LAST, region_name, department_name;
