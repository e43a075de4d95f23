-- mart.per_head: headline figures per resident, per member of staff and per post, and in constant prices (人均与不变价).
--
-- Nothing is estimated. Residents and prices come from what the user gives in data/reference and are null without it;
-- staff 实有 and posts 编制 from the disclosure's own text and tables, and are null where it states none, or several totals.
--
-- Row: one measure of one year of one department (or own 本级, or unit), from the disclosure of that year.
-- Depends on: mart.department_year, core.fact_staff, core.dim_population, core.dim_price_index
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, measure
-- Columns:
--   region_code             region (行政区划代码)
--   region_name             its name
--   department_key          shared by the names of one bureau over time
--   department_name         department (部门)
--   peer_group              group of like departments elsewhere (同类部门)
--   scope                   department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit            code or name of the unit for scope unit, else ''
--   is_widest               true when no wider scope has a figure of the year; only these may be added up
--   kind                    budget 预算 or final_accounts 决算
--   fiscal_year             fiscal year (预算年度)
--   measure                 what is measured, as mart.department_year
--   amount_yuan             amount in 元
--   residents               residents of the region (常住人口) in the year
--   per_resident_yuan       amount per resident in 元
--   staff                   members of staff (实有人数) as the disclosure states them
--   per_staff_yuan          amount per member of staff in 元
--   posts                   posts (编制) as the disclosure states them
--   per_post_yuan           amount per post in 元
--   price_region            region of the price level: the region's own, else its prefecture's, its province's, 000000
--   price_base_year         year whose prices constant_yuan is in: the latest of that region
--   constant_yuan           amount in prices of that year, in 元
--   reason                  what is missing for which figure; null when nothing is
--   proof                   proof of the amount
--   fact_id                 evidence of the amount, see mart.trace
--   staff_fact_id           evidence of the staff
--   posts_fact_id           evidence of the posts
--   disclosure_id           disclosure
CREATE VIEW mart.per_head AS
WITH figure AS (
    SELECT * FROM mart.department_year WHERE is_own AND NOT starts_with(measure, 'change_')
), persons AS (
    SELECT
        disclosure_id,
        measure,
        -- Several totals may be those of parts: none is taken.
        CASE WHEN count(DISTINCT persons) = 1 THEN any_value(persons) END AS persons,
        min(staff_id) AS fact_id
    FROM core.fact_staff WHERE category = 'total' AND unit_name IS NULL AND persons > 0 GROUP BY disclosure_id, measure
), price AS (
    SELECT
        *,
        max(fiscal_year) OVER (PARTITION BY region_code) AS base_year,
        arg_max(price_index, fiscal_year) OVER (PARTITION BY region_code) AS base_index
    FROM core.dim_price_index
), priced AS (
    SELECT figure.region_code, figure.fiscal_year, price.region_code AS price_region, price.base_year,
        price.base_index, price.price_index
    FROM (SELECT DISTINCT region_code, fiscal_year FROM figure) AS figure
    JOIN price
        ON price.fiscal_year = figure.fiscal_year
        AND price.region_code IN (
            figure.region_code, left(figure.region_code, 4) || '00', left(figure.region_code, 2) || '0000', '000000')
    QUALIFY row_number() OVER (
        PARTITION BY figure.region_code, figure.fiscal_year
        -- The nearest: a county code ends in fewer zeros than that of its province.
        ORDER BY price.region_code = figure.region_code DESC, length(rtrim(price.region_code, '0')) DESC
    ) = 1
)
SELECT
    figure.region_code,
    figure.region_name,
    figure.department_key,
    figure.department_name,
    figure.peer_group,
    figure.scope,
    figure.subject_unit,
    figure.is_widest,
    figure.kind,
    figure.fiscal_year,
    figure.measure,
    figure.amount_yuan,
    population.residents,
    TRY_CAST(figure.amount_yuan / population.residents AS DECIMAL(20, 2)) AS per_resident_yuan,
    staff.persons AS staff,
    TRY_CAST(figure.amount_yuan / staff.persons AS DECIMAL(20, 2)) AS per_staff_yuan,
    posts.persons AS posts,
    TRY_CAST(figure.amount_yuan / posts.persons AS DECIMAL(20, 2)) AS per_post_yuan,
    priced.price_region,
    priced.base_year AS price_base_year,
    TRY_CAST(figure.amount_yuan * priced.base_index / priced.price_index AS DECIMAL(20, 2)) AS constant_yuan,
    nullif(concat_ws('; ',
        CASE WHEN population.residents IS NULL
             THEN 'no residents of the region and year in data/reference/population.csv' END,
        CASE WHEN staff.disclosure_id IS NULL THEN 'the disclosure states no staff'
             WHEN staff.persons IS NULL THEN 'the disclosure states several numbers of staff' END,
        CASE WHEN posts.disclosure_id IS NULL THEN 'the disclosure states no posts'
             WHEN posts.persons IS NULL THEN 'the disclosure states several numbers of posts' END,
        CASE WHEN priced.price_index IS NULL
             THEN 'no price level of the region and year in data/reference/price_index.csv' END
    ), '') AS reason,
    figure.proof,
    figure.fact_id,
    CASE WHEN staff.persons IS NOT NULL THEN staff.fact_id END AS staff_fact_id,
    CASE WHEN posts.persons IS NOT NULL THEN posts.fact_id END AS posts_fact_id,
    figure.disclosure_id
FROM figure
LEFT JOIN core.dim_population AS population
    ON population.region_code = figure.region_code AND population.fiscal_year = figure.fiscal_year
LEFT JOIN persons AS staff ON staff.disclosure_id = figure.disclosure_id AND staff.measure = 'staff'
LEFT JOIN persons AS posts ON posts.disclosure_id = figure.disclosure_id AND posts.measure = 'posts'
LEFT JOIN priced ON priced.region_code = figure.region_code AND priced.fiscal_year = figure.fiscal_year;
