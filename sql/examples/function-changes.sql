-- How did each bureau's spending on a function (类) change against the year before, and where can that not be said?
--
-- Reading: the earlier figure comes from the earlier year's own table, a prior-year column, or a change that the text
-- states for the code (prior_source). Without any, comparable is no and reason says what is missing.
SELECT region_name, department_name, fiscal_year, function_code, function_name, amount_yuan, prior_amount_yuan,
    change_yuan, prior_source, comparable, reason
FROM mart.yoy_function
WHERE level = 1 AND basis = 'all_money' AND is_widest
ORDER BY region_name, fiscal_year, department_name, function_code;
