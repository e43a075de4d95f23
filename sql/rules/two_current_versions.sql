-- two_current_versions: two versions of one disclosure are current (同一公开有两个现行版本).
--
-- Equation: current versions per region, unit, year, kind and scope = 1
-- Severity: error
-- Blocking: yes
-- Message: {versions} versions of the {kind} of {department_name} for {fiscal_year} ({scope}) are current; each number would count {versions} times
-- Row: one identity with more than one current version.
-- Columns:
--   disclosure_id    the latest of them
--   document_id      always null: several documents are concerned
--   fact_id          always null: all of their facts are concerned
--   department_name  department or unit
--   fiscal_year      fiscal year (预算年度)
--   kind             budget or final_accounts
--   scope            department, own or unit
--   disclosures      ids of the current versions
--   versions         how many are current
--   difference       versions too many
SELECT
    arg_max(disclosure.disclosure_id, disclosure.version) AS disclosure_id,
    NULL AS document_id,
    NULL AS fact_id,
    coalesce(disclosure.unit_name, any_value(department.name), disclosure.department_id) AS department_name,
    disclosure.fiscal_year,
    disclosure.kind,
    disclosure.scope,
    string_agg(disclosure.disclosure_id, ', ' ORDER BY disclosure.version, disclosure.disclosure_id) AS disclosures,
    count(*) AS versions,
    count(*) - 1 AS difference
FROM core.disclosure AS disclosure
LEFT JOIN core.dim_department AS department USING (department_id)
WHERE disclosure.is_current
GROUP BY
    disclosure.region_code, disclosure.department_id, disclosure.unit_name, disclosure.fiscal_year, disclosure.kind,
    disclosure.scope
HAVING count(*) > 1
ORDER BY disclosure_id;
