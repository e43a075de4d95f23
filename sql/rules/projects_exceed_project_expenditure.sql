-- projects_exceed_project_expenditure: the projects of a disclosure add up to more than its project expenditure (项目合计大于项目支出).
--
-- Equation: sum of the budgets of its projects 预算数 <= project expenditure 项目支出 of the disclosure
-- Severity: warning
-- Blocking: no
-- Message: the {projects} projects add up to {projects_yuan} 元, project expenditure is {project_expenditure_yuan} 元: {difference} 元 too much
-- Row: one current disclosure that prints projects and its project expenditure, beyond the rounding of both.
-- Columns:
--   disclosure_id             the disclosure
--   document_id               document that prints the project expenditure
--   fact_id                   the project expenditure
--   projects                  how many projects have a budget
--   projects_yuan             their sum in 元
--   project_expenditure_yuan  project expenditure in 元, of the table where there is one, else of the text
--   difference                sum - expenditure in 元
SELECT disclosure_id, document_id, fact_id, projects, projects_yuan, project_expenditure_yuan, difference
FROM core.projects_beside_expenditure()
WHERE difference > tolerance
ORDER BY disclosure_id;
