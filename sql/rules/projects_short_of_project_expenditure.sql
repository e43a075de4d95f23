-- projects_short_of_project_expenditure: the projects of a disclosure add up to less than its project expenditure (项目合计小于项目支出).
--
-- Equation: sum of the budgets of its projects 预算数 >= project expenditure 项目支出 of the disclosure
-- Severity: info
-- Blocking: no
-- Message: the {projects} projects add up to {projects_yuan} 元, project expenditure is {project_expenditure_yuan} 元: {difference} 元 has no project
-- Row: one current disclosure that prints projects and its project expenditure, beyond the rounding of both. Many
--   departments publish a choice of their projects.
-- Columns:
--   disclosure_id             the disclosure
--   document_id               document that prints the project expenditure
--   fact_id                   the project expenditure
--   projects                  how many projects have a budget
--   projects_yuan             their sum in 元
--   project_expenditure_yuan  project expenditure in 元, of the table where there is one, else of the text
--   difference                sum - expenditure in 元
WITH printed AS (
    SELECT disclosure_id, document_id, line_item_id AS fact_id, fiscal_year, amount_yuan, 1 AS preference,
        unit_printed = '万元' AS is_coarse
    FROM core.fact_line_item
    WHERE statement = 'expenditure' AND row_role = 'total' AND component = 'project' AND fund_source = 'total'
        AND phase IN ('budget', 'actual')
    UNION ALL
    SELECT disclosure_id, document_id, narrative_id, fiscal_year, amount_yuan, 2, contains(raw, '万')
    FROM core.fact_narrative
    WHERE measure = 'project'
), expenditure AS (
    SELECT
        printed.disclosure_id,
        arg_min(printed.amount_yuan, (printed.preference, printed.fact_id)) AS amount_yuan,
        arg_min(printed.fact_id, (printed.preference, printed.fact_id)) AS fact_id,
        arg_min(printed.document_id, (printed.preference, printed.fact_id)) AS document_id,
        bool_or(printed.is_coarse) AS is_coarse
    FROM printed
    JOIN core.disclosure AS disclosure
        ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
        AND disclosure.fiscal_year = printed.fiscal_year
    GROUP BY printed.disclosure_id
), sheet AS (
    SELECT disclosure_id, bool_or(unit_printed = '万元') AS is_coarse
    FROM core.fact_line_item WHERE project_id IS NOT NULL
    GROUP BY disclosure_id
), sums AS (
    SELECT disclosure_id, count(budget_yuan) AS projects, sum(budget_yuan) AS projects_yuan
    FROM core.fact_project GROUP BY disclosure_id
), compared AS (
    SELECT
        sums.*, expenditure.* EXCLUDE (disclosure_id, is_coarse),
        -- Half a unit of the last digit for every figure: 50 元 where 万元 have two decimals.
        (sums.projects + 1) * CASE WHEN expenditure.is_coarse OR sheet.is_coarse THEN 50 ELSE 0.01 END AS tolerance
    FROM sums
    JOIN expenditure USING (disclosure_id)
    LEFT JOIN sheet USING (disclosure_id)
)
SELECT
    disclosure_id,
    document_id,
    fact_id,
    projects,
    projects_yuan,
    amount_yuan AS project_expenditure_yuan,
    projects_yuan - amount_yuan AS difference
FROM compared
WHERE amount_yuan - projects_yuan > tolerance
ORDER BY disclosure_id;
