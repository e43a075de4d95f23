-- What does each bureau spend on the three public expenses (三公), and did it change?
--
-- Reading: null is not disclosed, 0 is disclosed. unexplained_yuan is the total less its three parts and should be 0;
-- table_status tells a table that is declared empty from one that is missing.
SELECT region_name, department_name, fiscal_year, table_status, total_yuan, abroad_yuan, vehicle_yuan,
    reception_yuan, unexplained_yuan, change_yuan, comparable
FROM mart.three_public
WHERE is_own AND is_widest
ORDER BY region_name, fiscal_year, department_name;
