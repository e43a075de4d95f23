-- code_name_disagrees: the name printed beside a code is not the code's name (科目编码与名称不符).
--
-- Equation: name beside the code = a name the reference list gives the code, in any year, or a listed alias
-- Severity: warning
-- Blocking: no
-- Message: {classification} code {code} is printed as "{label}", the reference list calls it "{listed}"
-- Row: one code and name of a current disclosure. Names are compared without white space, punctuation, ordinals and a
--   closing 支出; one character may differ in six or more, and either may be cut short. Economic codes were renumbered
--   in 2018, those before are not compared. A procurement item is free text: it disagrees only when its name is
--   another code's name, and in the years of a listed catalogue.
-- Columns:
--   disclosure_id   disclosure that prints them
--   document_id     document of the first row that does
--   fact_id         first fact of that row
--   classification  function 功能分类, economic 部门经济分类, gov_economic 政府经济分类 or procurement 采购品目
--   code            code as printed
--   label           name as printed
--   listed          names of the reference list for the code
--   code_of_name    codes of the list that have the printed name; null when none has
--   facts           facts that print the two together
--   difference      always null: not an amount
WITH named AS (
    SELECT classification, code, name FROM core.dim_code_alias
    UNION ALL SELECT 'function', code, name FROM core.dim_function WHERE is_official
    UNION ALL SELECT 'economic', code, name FROM core.dim_economic WHERE is_official
    UNION ALL SELECT 'gov_economic', code, name FROM core.dim_gov_economic WHERE is_official
    UNION ALL SELECT 'procurement', code, name FROM core.dim_procurement_item WHERE is_official
), listed AS (
    SELECT
        classification, code, name,
        core.name_key(name) AS key
    FROM named
), printed AS (
    -- The label of a row names its functional code, else its economic, else its government economic code.
    SELECT 'function' AS classification, function_code AS code, label, line_item_id AS fact_id, disclosure_id,
        document_id
    FROM core.fact_line_item WHERE axis = 'function'
    UNION ALL
    SELECT 'economic', economic_code, label, line_item_id, disclosure_id, document_id
    FROM core.fact_line_item WHERE axis = 'economic' AND function_code IS NULL AND fiscal_year >= 2018
    UNION ALL
    SELECT 'gov_economic', gov_economic_code, label, line_item_id, disclosure_id, document_id
    FROM core.fact_line_item
    WHERE axis = 'gov_economic' AND function_code IS NULL AND economic_code IS NULL AND fiscal_year >= 2018
    UNION ALL
    SELECT 'procurement', bought.catalogue_code, bought.item_name, bought.procurement_id, bought.disclosure_id,
        bought.document_id
    FROM core.fact_procurement AS bought
    JOIN core.disclosure AS buyer ON buyer.disclosure_id = bought.disclosure_id
    WHERE buyer.fiscal_year >= (SELECT coalesce(min(valid_from), 0) FROM core.dim_procurement_item WHERE is_official)
), pair AS (
    SELECT
        printed.disclosure_id, printed.classification, printed.code, printed.label,
        core.name_key(printed.label) AS key,
        min(printed.fact_id) AS fact_id,
        arg_min(printed.document_id, printed.fact_id) AS document_id,
        count(*) AS facts
    FROM printed
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
    WHERE printed.code IS NOT NULL AND printed.label <> ''
    GROUP BY ALL
), judged AS (
    SELECT
        pair.disclosure_id, pair.document_id, pair.fact_id, pair.classification, pair.code, pair.label, pair.facts,
        pair.key,
        string_agg(DISTINCT listed.name, ', ' ORDER BY listed.name) AS listed,
        bool_or(core.is_same_name(listed.key, pair.key)) AS agrees
    FROM pair
    JOIN listed ON listed.classification = pair.classification AND listed.code = pair.code
    GROUP BY ALL
)
SELECT
    judged.disclosure_id, judged.document_id, judged.fact_id, judged.classification, judged.code, judged.label,
    judged.listed, string_agg(DISTINCT other.code, ', ' ORDER BY other.code) AS code_of_name, judged.facts,
    NULL AS difference
FROM judged
LEFT JOIN listed AS other ON other.classification = judged.classification AND other.key = judged.key
WHERE NOT judged.agrees AND judged.key <> ''
GROUP BY ALL
HAVING judged.classification <> 'procurement' OR count(other.code) > 0
ORDER BY judged.disclosure_id, judged.classification, judged.code, judged.label;
