-- plan_short_of_budget: the spending plan of a project does not end at its budget (资金支出计划未达到100%).
--
-- Equation: cumulative money planned for the end of December = budget of the project; cumulative share = 100 %
-- Severity: warning
-- Blocking: no
-- Message: project "{project_name}": its spending plan ends in month {month} at {printed}, {planned_yuan} of {budget_yuan} 元
-- Row: one project of a current disclosure whose plan is printed. A plan left blank is no plan.
-- Columns:
--   disclosure_id  disclosure of the project
--   document_id    document of the plan
--   fact_id        the project
--   project_name   its name
--   month          last month that is printed (12 = end of the year)
--   printed        its cell as printed
--   share          its cumulative share in percent
--   planned_yuan   its cumulative money in 元
--   budget_yuan    budget of the project in 元
--   difference     planned - budget in 元
WITH plan AS (
    SELECT
        project_id,
        max(month) AS month,
        arg_max(document_id, month) AS document_id,
        arg_max(raw, month) AS printed,
        arg_max(struct_pack(share, amount_yuan), month) AS last
    FROM core.fact_project_schedule
    GROUP BY project_id
)
SELECT
    project.disclosure_id,
    plan.document_id,
    project.project_id AS fact_id,
    project.project_name,
    plan.month,
    plan.printed,
    plan.last.share AS share,
    plan.last.amount_yuan AS planned_yuan,
    project.budget_yuan,
    plan.last.amount_yuan - project.budget_yuan AS difference
FROM plan
JOIN core.fact_project AS project USING (project_id)
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = project.disclosure_id AND disclosure.is_current
-- One 万元 in its second decimal is 100 元: two printings of one budget may differ by that.
WHERE plan.month < 12
    OR abs(plan.last.amount_yuan - project.budget_yuan) > 100
    OR (project.budget_yuan IS NULL AND plan.last.share <> 100)
ORDER BY project.disclosure_id, project.table_no, project.row_no;
