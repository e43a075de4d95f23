-- How did each bureau's total, basic and project expenditure change against the year before?
--
-- Reading: comparable says whether the two figures may be compared: yes, mapped (with the assumption in reason) or no.
-- stated_change_yuan is what the text itself states; where it differs from change_yuan, one of them is wrong.
SELECT region_name, department_name, fiscal_year, measure, prior_amount_yuan, amount_yuan, change_yuan, change_percent,
    stated_change_yuan, comparable
FROM mart.yoy_department
WHERE measure IN ('expenditure_total', 'basic', 'project') AND is_widest AND comparable <> 'no'
ORDER BY region_name, fiscal_year, department_name, measure;
