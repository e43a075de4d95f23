-- What do the bureaus buy, for which project, and how much is reserved for small and medium enterprises?
--
-- Reading: leaves only; totals and subtotals repeat them. share_of_procurement is of the disclosure's procurement.
SELECT region_name, fiscal_year, item_name, catalogue_code, project_name, total_yuan, share_of_procurement,
    sme_reserved_yuan
FROM mart.procurement
WHERE row_role = 'leaf'
ORDER BY total_yuan DESC;
