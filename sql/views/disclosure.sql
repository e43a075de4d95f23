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
--   scope            department 部门, own 本级 or unit 所属单位, also where a unit that a department lists says 部门
--   subject_unit     code or name of the unit for scope unit, else ''
--   is_widest        true when no wider disclosure of the same whole, kind and year contains it: 部门, else 本级, else
--                    its units
--   kind             budget 预算 or final_accounts 决算
--   fiscal_year      fiscal year (预算年度)
--   version          publication of this identity, 1 for the first seen
--   earlier_other    where the last earlier year that the department discloses is disclosed otherwise only (as 决算, or by
--                    another scope): what keeps the two from being compared; else null
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
        -- A school that calls its disclosure that of a 部门, though a department lists it, is that department's unit.
        CASE WHEN disclosure.scope = 'department' AND department.parent_department_id IS NOT NULL THEN 'unit'
             ELSE disclosure.scope END AS place,
        coalesce(department.department_key, disclosure.department_id) AS department_key,
        department.name AS department_name,
        department.peer_group,
        coalesce(whole.department_key, department.department_key, disclosure.department_id) AS whole_key,
        CASE WHEN disclosure.scope = 'unit' THEN coalesce(disclosure.unit_code, disclosure.unit_name, '')
             WHEN place = 'unit' THEN department.name ELSE '' END AS subject_unit,
        concat_ws('/', coalesce(department.department_key, disclosure.department_id), place, subject_unit)
            AS series
    FROM core.disclosure AS disclosure
    LEFT JOIN core.dim_department AS department ON department.department_id = disclosure.department_id
    LEFT JOIN core.dim_department AS whole ON whole.department_id = department.parent_department_id
    WHERE disclosure.is_current
), earlier AS (
    -- The last earlier year of the whole department: of this subject and kind where there is one.
    SELECT
        current.disclosure_id,
        CASE WHEN other.kind <> current.kind
             THEN 'budget against final accounts: ' || other.fiscal_year || ' is disclosed as ' || other.kind || ' only'
             WHEN other.series <> current.series
             THEN 'scope: ' || other.fiscal_year || ' is disclosed for ' || other.place || ' only' END AS earlier_other
    FROM current
    JOIN current AS other ON other.whole_key = current.whole_key AND other.fiscal_year < current.fiscal_year
    QUALIFY row_number() OVER (
        PARTITION BY current.disclosure_id
        ORDER BY other.fiscal_year DESC,
            other.series = current.series AND other.kind = current.kind DESC,
            other.series = current.series DESC, other.kind = current.kind DESC, other.disclosure_id
    ) = 1
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
    current.place AS scope,
    current.subject_unit,
    rank() OVER (
        PARTITION BY current.whole_key, current.kind, current.fiscal_year
        ORDER BY CASE current.place WHEN 'department' THEN 1 WHEN 'own' THEN 2 ELSE 3 END
    ) = 1 AS is_widest,
    current.kind,
    current.fiscal_year,
    current.version,
    earlier.earlier_other
FROM current
LEFT JOIN earlier ON earlier.disclosure_id = current.disclosure_id
ASOF LEFT JOIN region ON region.region_code = current.region_code AND current.fiscal_year >= region.valid_from
ORDER BY current.region_code, current.department_id, current.fiscal_year, current.disclosure_id;
