-- Which are each bureau's three largest projects, and what share of all its projects are they?
--
-- Reading: kpis is the number of indicators that the project promises; 0 for a large project is worth a look.
SELECT region_name, department_name, fiscal_year, project_name, budget_yuan, share_of_projects, kpis, proof
FROM mart.project
WHERE is_widest AND budget_yuan IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY disclosure_id ORDER BY budget_yuan DESC, project_id) <= 3
ORDER BY region_name, fiscal_year, department_name, budget_yuan DESC;
