-- Which projects promise a cost that is higher than their budget?
--
-- Reading: a cost indicator that allows more than the money there is promises nothing. cost_limit_yuan is what it allows in
-- 元, project_yuan the budget of the project. Other targets in money (loans handed out, sales, fines) are no costs.
SELECT region_name, department_name, fiscal_year, project_name, level3, target_raw, cost_limit_yuan, project_yuan
FROM mart.kpi
WHERE is_above_budget AND is_widest
ORDER BY region_name, fiscal_year, department_name, project_name;
