-- mart.code_name: what the codes of the classifications are called in each year (科目名称).
--
-- Names change with the classifications (医疗卫生与计划生育支出 until 2018, 卫生健康支出 since); the other views name a code by
-- the year of its amount. Beside the name of the lists stands the one that the disclosures of the year print, so that a
-- renaming shows that no list knows. A name counts for the year of the disclosure that prints it.
--
-- A table: worked out once, when the database is built.
--
-- Row: one code in one year that an amount is of.
-- Depends on: core.dim_function, core.dim_economic, core.dim_gov_economic, core.fact_line_item, core.disclosure
-- Unique: classification, code, fiscal_year
-- Columns:
--   classification  function 支出功能分类, economic 部门预算支出经济分类 or gov_economic 政府预算支出经济分类
--   code            code
--   fiscal_year     year
--   name            its name in the year: the official one, else the observed one
--   printed_name    the name that most current disclosures of the year print beside the code; null when none prints one
--   disclosures     how many print it so
--   other_names     names that others print, where they differ by more than spelling; null when none does
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
), called AS (
    SELECT known.classification, known.code, year.fiscal_year, arg_max(known.name, known.valid_from) AS name
    FROM known
    JOIN year ON year.fiscal_year >= known.valid_from
    GROUP BY ALL
), labelled AS (
    -- The label of a row names its functional code, else its economic, else its government economic code.
    SELECT disclosure_id, axis AS classification, label, CASE axis
        WHEN 'function' THEN function_code
        WHEN 'economic' THEN CASE WHEN function_code IS NULL THEN economic_code END
        WHEN 'gov_economic' THEN CASE WHEN function_code IS NULL AND economic_code IS NULL THEN gov_economic_code END
        END AS code
    FROM core.fact_line_item
    WHERE axis IN ('function', 'economic', 'gov_economic') AND label <> ''
), printed AS (
    SELECT
        labelled.classification, labelled.code, disclosure.fiscal_year, labelled.label,
        core.name_key(labelled.label) AS key,
        count(DISTINCT labelled.disclosure_id) AS disclosures
    FROM labelled
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = labelled.disclosure_id AND disclosure.is_current
    WHERE labelled.code IS NOT NULL
    GROUP BY ALL
), usual AS (
    SELECT * FROM printed
    QUALIFY row_number() OVER (PARTITION BY classification, code, fiscal_year ORDER BY disclosures DESC, label) = 1
), other AS (
    SELECT
        printed.classification, printed.code, printed.fiscal_year,
        list(printed.label ORDER BY printed.disclosures DESC, printed.label) AS names
    FROM printed
    JOIN usual
        ON usual.classification = printed.classification AND usual.code = printed.code
        AND usual.fiscal_year = printed.fiscal_year
    WHERE NOT core.is_same_name(printed.key, usual.key)
    GROUP BY ALL
)
SELECT
    called.classification,
    called.code,
    called.fiscal_year,
    called.name,
    usual.label AS printed_name,
    usual.disclosures,
    other.names AS other_names
FROM called
LEFT JOIN usual
    ON usual.classification = called.classification AND usual.code = called.code
    AND usual.fiscal_year = called.fiscal_year
LEFT JOIN other
    ON other.classification = called.classification AND other.code = called.code
    AND other.fiscal_year = called.fiscal_year
ORDER BY called.classification, called.code, called.fiscal_year;
