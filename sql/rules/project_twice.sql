-- project_twice: a project stands twice in one disclosure (项目重复).
--
-- Equation: projects per disclosure and project code = 1; projects per disclosure, unit, name and budget = 1
-- Severity: warning
-- Blocking: no
-- Message: project "{project_name}" stands {times} times with the same {same}; its money may be counted {times} times
-- Row: one code, or one unit, name and budget, that several projects of a current disclosure share. Several units may
--   have a project of one name, and one unit may split it under several codes with their own budgets.
-- Columns:
--   disclosure_id  disclosure of the projects
--   document_id    document of the second of them
--   fact_id        the second of them
--   project_name   its name
--   same           what they share: code, or name and budget
--   codes          their codes
--   times          how many there are
--   budget_yuan    budget of one of them in 元
--   difference     what is counted too often, in 元
WITH project AS (
    SELECT
        project.*,
        coalesce(project.unit_code, project.unit_name, '') AS unit,
        regexp_replace(project.project_name, '[\s\pP]+', '', 'g') AS name_key,
        row_number() OVER (
            PARTITION BY project.disclosure_id, project.project_code ORDER BY project.document_id, project.table_no,
                project.row_no, project.project_id
        ) AS nth
    FROM core.fact_project AS project
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = project.disclosure_id AND disclosure.is_current
), shared AS (
    SELECT
        disclosure_id, 'code' AS same, list(project_id ORDER BY document_id, table_no, row_no, project_id) AS ids
    FROM project WHERE project_code IS NOT NULL
    GROUP BY disclosure_id, project_code HAVING count(*) > 1
    UNION ALL
    SELECT disclosure_id, 'name and budget', list(project_id ORDER BY document_id, table_no, row_no, project_id)
    FROM project
    WHERE budget_yuan > 0 AND (project_code IS NULL OR nth = 1)
    GROUP BY disclosure_id, unit, name_key, budget_yuan HAVING count(*) > 1
)
SELECT
    shared.disclosure_id,
    any_value(project.document_id) FILTER (WHERE project.project_id = shared.ids[2]) AS document_id,
    shared.ids[2] AS fact_id,
    any_value(project.project_name) FILTER (WHERE project.project_id = shared.ids[2]) AS project_name,
    shared.same,
    string_agg(DISTINCT project.project_code, ', ' ORDER BY project.project_code) AS codes,
    len(shared.ids) AS times,
    any_value(project.budget_yuan) FILTER (WHERE project.project_id = shared.ids[2]) AS budget_yuan,
    sum(project.budget_yuan) - max(project.budget_yuan) AS difference
FROM (SELECT *, unnest(ids) AS project_id FROM shared) AS shared
JOIN project ON project.project_id = shared.project_id
GROUP BY shared.disclosure_id, shared.same, shared.ids
ORDER BY shared.disclosure_id, fact_id, shared.same;
