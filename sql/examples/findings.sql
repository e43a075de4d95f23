-- What looks wrong in the disclosures themselves?
--
-- Reading: each rule is a query in sql/rules, listed in audit.rule; message says it in words.
SELECT result.severity, result.rule_id, disclosure.department_name, disclosure.fiscal_year,
    result.difference, result.message
FROM audit.rule_result AS result
LEFT JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = result.disclosure_id
WHERE result.severity <> 'info'
ORDER BY result.severity, result.rule_id, disclosure.fiscal_year, disclosure.department_name, result.message;
