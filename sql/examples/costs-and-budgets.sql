-- Do the cost indicators of the projects fit their budgets?
--
-- Reading: cost_verdict above is a promise that allows more than there is; equal repeats the budget; none sets no limit.
SELECT region_name, department_name, fiscal_year, cost_verdict, count(*) AS projects, sum(budget_yuan) AS budget_yuan
FROM mart.project_quality
WHERE is_widest
GROUP BY region_name, department_name, fiscal_year, cost_verdict
ORDER BY region_name, fiscal_year, department_name, cost_verdict;
