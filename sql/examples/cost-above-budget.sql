-- Which projects promise a cost that is higher than their budget?
--
-- Reading: a cost indicator that allows more than the money there is promises nothing. amount_yuan is the target in 元,
-- project_yuan the budget of the project.
SELECT region_name, fiscal_year, project_name, level3, target_raw, amount_yuan, project_yuan
FROM mart.kpi
WHERE operator IN ('<=', '<') AND amount_yuan > project_yuan
ORDER BY region_name, fiscal_year, project_name;
