-- How much of basic expenditure goes into basic salaries (基本工资, 30101) and office expenses (办公费, 30201)?
--
-- Reading: the basis is 一般公共预算基本支出, so the shares are of basic expenditure and not of the total.
SELECT economic_code, economic_name, region_name, department_name, amount_year, amount_yuan, share, comparable
FROM mart.cross_county_economic
WHERE economic_code IN ('30101', '30201') AND fiscal_year = 2025 AND basis = 'general_public_basic'
ORDER BY economic_code, share DESC, region_name, department_name;
