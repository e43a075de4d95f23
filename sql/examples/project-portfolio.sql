-- Which projects go on, which are new and which ended, and what did that change?
--
-- Reading: the change of the list is the sum of change_yuan. Against another year than the one before, comparable is no;
-- status then says only what both lists have. Without an earlier list nothing is known to be new (status first).
SELECT region_name, department_name, fiscal_year, prior_year, status, count(*) AS projects,
    sum(amount_yuan) AS amount_yuan, sum(prior_amount_yuan) AS prior_amount_yuan, sum(change_yuan) AS change_yuan
FROM mart.yoy_project
WHERE is_widest
GROUP BY region_name, department_key, department_name, fiscal_year, prior_year, status
ORDER BY region_name, fiscal_year, department_name, status;
