-- What does each bureau plan to spend, how much of it on projects, and where does the figure come from?
--
-- Reading: one row per bureau and year that it discloses itself. source says whether the total stands in a table or only
-- in the text; proof whether arithmetic proves it. Never add a 部门 to its 本级 or units: is_widest leaves out those that a
-- wider disclosure of the year contains.
SELECT
    region_name,
    department_name,
    fiscal_year,
    max(amount_yuan) FILTER (WHERE measure = 'expenditure_total') AS total_yuan,
    max(amount_yuan) FILTER (WHERE measure = 'basic') AS basic_yuan,
    max(amount_yuan) FILTER (WHERE measure = 'project') AS project_yuan,
    max(source) FILTER (WHERE measure = 'expenditure_total') AS source,
    max(proof) FILTER (WHERE measure = 'expenditure_total') AS proof
FROM mart.department_year
WHERE is_own AND kind = 'budget' AND is_widest
GROUP BY region_name, department_name, subject_unit, fiscal_year
ORDER BY region_name, fiscal_year, department_name;
