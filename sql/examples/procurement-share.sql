-- How much of its expenditure does each bureau put through government procurement?
--
-- Reading: procurement_yuan is null where the table is declared empty or missing, which status tells apart.
SELECT coverage.region_name, coverage.department_name, coverage.fiscal_year, coverage.status,
    bought.total_yuan AS procurement_yuan, bought.share_of_expenditure
FROM mart.coverage AS coverage
LEFT JOIN mart.procurement AS bought
    ON bought.disclosure_id = coverage.disclosure_id AND bought.statement = coverage.statement
    AND bought.row_role = 'total'
WHERE coverage.statement = 'procurement'
ORDER BY coverage.region_name, coverage.fiscal_year, coverage.department_name;
