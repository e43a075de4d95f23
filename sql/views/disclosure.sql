-- mart.disclosure: the current disclosures, whose they are and which of them may be added up (预算公开一览).
--
-- A department discloses as 部门 (with its units), its 本级 and units alone, or both: the wider contains the narrower.
-- is_widest marks the widest that there is for a year and kind; figures of is_widest disclosures may be added up.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one current disclosure.
-- Depends on: core.disclosure, core.dim_department, core.dim_region
-- Unique: disclosure_id
-- Columns:
--   disclosure_id    disclosure
--   region_code      region (行政区划代码) whose finance bureau approves the budget; null when not identified
--   region_name      its name in the fiscal year
--   region_level     province, prefecture or county (省, 市, 县)
--   province         province (省) it lies in
--   prefecture       prefecture (市) it lies in; null for a province
--   department_id    department (部门), 本级 or unit under the name of this disclosure
--   department_key   shared by its names over time
--   department_name  name in this disclosure
--   peer_group       group of like departments elsewhere (同类部门); null for a unit and where none is known
--   whole_key        department_key of the whole department that a 本级 or unit belongs to, else its own
--   scope            department 部门, own 本级 or unit 所属单位
--   subject_unit     code or name of the unit for scope unit, else ''
--   is_widest        true when no wider disclosure of the same whole, kind and year contains it: 部门, else 本级, else
--                    its units
--   kind             budget 预算 or final_accounts 决算
--   fiscal_year      fiscal year (预算年度)
--   version          publication of this identity, 1 for the first seen
CREATE TABLE mart.disclosure AS
WITH region AS (
    SELECT
        region_code,
        coalesce(valid_from, 0) AS valid_from,
        any_value(name) AS name,
        any_value(level) AS level,
        any_value(province) AS province,
        any_value(prefecture) AS prefecture
    FROM core.dim_region GROUP BY ALL
), current AS (
    SELECT
        disclosure.*,
        coalesce(department.department_key, disclosure.department_id) AS department_key,
        department.name AS department_name,
        department.peer_group,
        coalesce(whole.department_key, department.department_key, disclosure.department_id) AS whole_key
    FROM core.disclosure AS disclosure
    LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    LEFT JOIN core.dim_department AS whole ON whole.department_id = department.parent_department_id
    WHERE disclosure.is_current
)
SELECT
    current.disclosure_id,
    current.region_code,
    region.name AS region_name,
    region.level AS region_level,
    region.province,
    region.prefecture,
    current.department_id,
    current.department_key,
    current.department_name,
    current.peer_group,
    current.whole_key,
    current.scope,
    CASE WHEN current.scope = 'unit' THEN coalesce(current.unit_code, current.unit_name, '') ELSE '' END
        AS subject_unit,
    rank() OVER (
        PARTITION BY current.whole_key, current.kind, current.fiscal_year
        ORDER BY CASE current.scope WHEN 'department' THEN 1 WHEN 'own' THEN 2 ELSE 3 END
    ) = 1 AS is_widest,
    current.kind,
    current.fiscal_year,
    current.version
FROM current
ASOF LEFT JOIN region ON region.region_code = current.region_code AND current.fiscal_year >= region.valid_from
ORDER BY current.region_code, current.department_id, current.fiscal_year, current.disclosure_id;
