-- What are the five largest items of a bureau's basic expenditure?
--
-- Reading: level 2 of the economic classification (款); fact_ids leads to the cells: SELECT * FROM mart.trace(...).
SELECT region_name, department_name, fiscal_year, economic_code, economic_name, amount_yuan, share
FROM mart.yoy_economic
WHERE basis = 'general_public_basic' AND level = 2 AND is_widest
QUALIFY row_number() OVER (PARTITION BY disclosure_id ORDER BY amount_yuan DESC, economic_code) <= 5
ORDER BY region_name, fiscal_year, department_name, amount_yuan DESC;
