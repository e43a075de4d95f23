-- scopes_overlap: a department as a whole and a part of it are both in the warehouse (部门与本级、所属单位并存).
--
-- Equation: disclosures of a department and year that may be added up = the department's alone, or those of its parts
-- Severity: info
-- Blocking: no
-- Message: {department_name} {fiscal_year}: the department ({department_yuan} 元) contains {part_scope} {part_name} ({part_yuan} 元); never add the two
-- Row: one current disclosure of a whole department and one of its 本级 or of a unit of it, same year and kind.
-- Columns:
--   disclosure_id       disclosure of the department
--   document_id         always null: two disclosures are concerned
--   fact_id             always null: all of their facts are concerned
--   department_name     department (部门)
--   fiscal_year         fiscal year (预算年度)
--   department_yuan     total expenditure of the department in 元; null where it prints none
--   part_disclosure_id  disclosure of the part
--   part_scope          own 本级 or unit 所属单位
--   part_name           name of the part
--   part_yuan           total expenditure of the part in 元; null where it prints none
--   difference          what the department has beyond the part, in 元
WITH total AS (
    SELECT disclosure_id, fiscal_year, max(amount_yuan) AS amount_yuan
    FROM core.fact_line_item
    WHERE statement IN ('expenditure', 'budget_summary') AND row_role = 'total' AND component = 'total'
        AND fund_source = 'total' AND coalesce(flow, 'expenditure') = 'expenditure' AND phase IN ('budget', 'actual')
    GROUP BY ALL
), current_disclosure AS (
    SELECT
        disclosure.*, department.department_key, department.name, department.parent_department_id, total.amount_yuan
    FROM core.disclosure AS disclosure
    JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    LEFT JOIN total
        ON total.disclosure_id = disclosure.disclosure_id AND total.fiscal_year = disclosure.fiscal_year
    WHERE disclosure.is_current
)
SELECT
    whole.disclosure_id,
    NULL AS document_id,
    NULL AS fact_id,
    whole.name AS department_name,
    whole.fiscal_year,
    whole.amount_yuan AS department_yuan,
    part.disclosure_id AS part_disclosure_id,
    part.scope AS part_scope,
    coalesce(part.unit_name, part.name) AS part_name,
    part.amount_yuan AS part_yuan,
    whole.amount_yuan - part.amount_yuan AS difference
FROM current_disclosure AS whole
JOIN current_disclosure AS part
    ON part.scope <> 'department' AND part.fiscal_year = whole.fiscal_year AND part.kind = whole.kind
    AND (part.department_key = whole.department_key OR part.parent_department_id = whole.department_id)
WHERE whole.scope = 'department'
ORDER BY whole.disclosure_id, part.disclosure_id;
