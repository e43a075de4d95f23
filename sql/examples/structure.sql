-- How is each bureau's money made up: basic or project, personnel or public use?
--
-- Reading: basic_share and project_share are of expenditure, personnel_share of personnel and public use together. A share is
-- null where its figures may cover different money; reason says so.
SELECT region_name, department_name, fiscal_year, expenditure_yuan, basic_share, project_share, personnel_share,
    three_public_share, reason
FROM mart.structure
WHERE is_widest AND kind = 'budget'
ORDER BY region_name, fiscal_year, department_name;
