-- What did each bureau plan to spend, as the warehouse showed it at the end of a day?
--
-- Reading: a disclosure that was published again has another version since; is_current says whether the one shown still counts.
-- A day before the first ingest gives nothing.
SELECT region_code, department_name, disclosure_year, version, is_current, amount_yuan
FROM mart.as_of('2099-12-31')
WHERE statement = 'expenditure' AND row_role = 'total' AND component = 'total' AND scope = 'department'
ORDER BY ALL;
