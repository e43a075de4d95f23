-- code_unknown: a printed code is not in the reference list (科目编码不在参考目录中).
--
-- Equation: entries of the reference list with the printed code >= 1
-- Severity: warning
-- Blocking: no
-- Message: {classification} code {code} ("{label}") is not in the reference list: misread, or the list lacks it
-- Row: one code of a current disclosure. A local economic code (7 digits) is known where the code it divides is. Procurement
--   codes of years before the oldest listed catalogue are not judged.
-- Columns:
--   disclosure_id   disclosure that prints the code
--   document_id     document of its first row
--   fact_id         first fact of that row
--   classification  function 功能分类, economic 部门经济分类, gov_economic 政府经济分类 or procurement 采购品目
--   code            code as printed
--   label           what is printed beside it first
--   facts           facts that carry the code
--   difference      always null: not an amount
WITH printed AS (
    SELECT 'function' AS classification, function_code AS code, label, line_item_id AS fact_id, disclosure_id,
        document_id FROM core.fact_line_item
    UNION ALL SELECT 'economic', economic_code, label, line_item_id, disclosure_id, document_id
        FROM core.fact_line_item
    UNION ALL SELECT 'gov_economic', gov_economic_code, label, line_item_id, disclosure_id, document_id
        FROM core.fact_line_item
    UNION ALL SELECT 'procurement', bought.catalogue_code, bought.item_name, bought.procurement_id, bought.disclosure_id,
        bought.document_id
        FROM core.fact_procurement AS bought
        JOIN core.disclosure AS buyer ON buyer.disclosure_id = bought.disclosure_id
        WHERE buyer.fiscal_year
            >= (SELECT coalesce(min(valid_from), 0) FROM core.dim_procurement_item WHERE is_official)
), official AS (
    SELECT 'function' AS classification, code FROM core.dim_function WHERE is_official
    UNION SELECT 'economic', code FROM core.dim_economic WHERE is_official
    UNION SELECT 'gov_economic', code FROM core.dim_gov_economic WHERE is_official
    UNION SELECT 'procurement', code FROM core.dim_procurement_item WHERE is_official
)
SELECT
    printed.disclosure_id,
    arg_min(printed.document_id, printed.fact_id) AS document_id,
    min(printed.fact_id) AS fact_id,
    printed.classification,
    printed.code,
    arg_min(printed.label, printed.fact_id) AS label,
    count(*) AS facts,
    NULL AS difference
FROM printed
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
ANTI JOIN official
    ON official.classification = printed.classification
    AND official.code = CASE WHEN ends_with(printed.classification, 'economic') THEN left(printed.code, 5)
        ELSE printed.code END
WHERE printed.code IS NOT NULL
GROUP BY printed.disclosure_id, printed.classification, printed.code
ORDER BY printed.disclosure_id, printed.classification, printed.code;
