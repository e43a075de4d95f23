-- Where does each bureau's money come from?
--
-- Reading: the total row of the income table (收入总表) by source. A source that the table leaves blank is not listed; a
-- printed 0.00 would be. What is of a source that stands beside it (其中, or the parts of a 小计) is not listed again, so
-- that the sources of a bureau may be added up.
SELECT region_name, department_name, fiscal_year, fund_source, amount_yuan, proof
FROM mart.line_item
WHERE statement = 'income' AND row_role = 'total' AND fund_source <> 'total' AND fiscal_year = disclosure_year
    AND is_widest AND NOT contains(column_path, '其中')
QUALIFY column_path LIKE '%小计' OR NOT bool_or(column_path LIKE '%小计') OVER (
    PARTITION BY document_id, table_no, row_no, fund_source, regexp_replace(column_path, '/[^/]*$', ''))
ORDER BY region_name, fiscal_year, department_name, amount_yuan DESC, fund_source;
