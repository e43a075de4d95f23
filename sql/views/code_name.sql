-- mart.code_name: what the codes of the classifications are called in each year (科目名称).
--
-- Names change with the classifications (医疗卫生与计划生育支出 until 2018, 卫生健康支出 since); the other views name a code by
-- the year of its amount.
--
-- A table: worked out once, when the database is built.
--
-- Row: one code in one year that an amount is of.
-- Depends on: core.dim_function, core.dim_economic, core.dim_gov_economic, core.fact_line_item
-- Unique: classification, code, fiscal_year
-- Columns:
--   classification  function 支出功能分类, economic 部门预算支出经济分类 or gov_economic 政府预算支出经济分类
--   code            code
--   fiscal_year     year
--   name            its name in the year: the official one, else the observed one
CREATE TABLE mart.code_name AS
WITH year AS (
    SELECT DISTINCT fiscal_year FROM core.fact_line_item WHERE fiscal_year IS NOT NULL
), listed AS (
    SELECT 'function' AS classification, code, name, valid_from, is_official FROM core.dim_function
    UNION ALL
    SELECT 'economic' AS classification, code, name, valid_from, is_official FROM core.dim_economic
    UNION ALL
    SELECT 'gov_economic' AS classification, code, name, valid_from, is_official FROM core.dim_gov_economic
), known AS (
    SELECT classification, code, coalesce(valid_from, 0) AS valid_from, arg_max(name, is_official) AS name
    FROM listed GROUP BY ALL
)
SELECT known.classification, known.code, year.fiscal_year, arg_max(known.name, known.valid_from) AS name
FROM known
JOIN year ON year.fiscal_year >= known.valid_from
GROUP BY ALL
ORDER BY known.classification, known.code, year.fiscal_year;
