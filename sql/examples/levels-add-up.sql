-- Do the 款 of each 类 add up to what the 类 prints?
--
-- Reading: difference_yuan is 0 where they do. A 类 that was itself added up from its parts (is_summed) proves nothing and
-- is left out.
SELECT
    upper.region_name,
    upper.department_name,
    upper.fiscal_year,
    upper.code,
    upper.name,
    any_value(upper.amount_yuan) AS amount_yuan,
    CAST(any_value(upper.amount_yuan) - sum(part.amount_yuan) AS DECIMAL(20, 2)) AS difference_yuan
FROM mart.code_year AS upper
JOIN mart.code_year AS part
    ON part.disclosure_id = upper.disclosure_id AND part.fiscal_year = upper.fiscal_year
    AND part.classification = upper.classification AND part.basis = upper.basis
    AND part.level = 2 AND starts_with(part.code, upper.code)
WHERE upper.classification = 'function' AND upper.level = 1 AND NOT upper.is_summed AND upper.basis = 'all_money'
GROUP BY upper.disclosure_id, upper.region_name, upper.department_name, upper.fiscal_year, upper.code, upper.name
ORDER BY upper.region_name, upper.fiscal_year, upper.department_name, upper.code;
