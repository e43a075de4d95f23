-- How much of its project money does each bureau plan to have spent by the end of June?
--
-- Reading: only projects that print a plan (资金支出计划) count, on both sides; planned tells how many of the projects do.
SELECT
    region_name,
    department_name,
    fiscal_year,
    count(*) AS projects,
    count(spent_by_june_yuan) AS planned,
    sum(budget_yuan) FILTER (WHERE spent_by_june_yuan IS NOT NULL) AS planned_budget_yuan,
    sum(spent_by_june_yuan) AS by_june_yuan,
    CAST(100 * sum(spent_by_june_yuan) / sum(budget_yuan) FILTER (WHERE spent_by_june_yuan IS NOT NULL)
        AS DECIMAL(9, 4)) AS by_june_share
FROM mart.project
WHERE is_widest
GROUP BY region_name, department_name, fiscal_year
ORDER BY region_name, fiscal_year, department_name;
