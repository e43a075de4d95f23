-- What do the bureaus buy, for which project, and how much is reserved for small and medium enterprises?
--
-- Reading: leaves only; totals and subtotals repeat them. is_additive leaves out tables whose leaves do not make the total
-- that they print. share_of_procurement is of that total. What is bought as services (statement purchase_of_services) is
-- part of it in some places.
SELECT region_name, department_name, fiscal_year, item_name, catalogue_code, project_name, total_yuan,
    share_of_procurement, sme_reserved_yuan
FROM mart.procurement
WHERE statement = 'procurement' AND row_role = 'leaf' AND is_additive AND is_widest
ORDER BY total_yuan DESC;
