-- Which disclosures are there, and which of them may be added up?
--
-- Reading: a 部门 contains its 本级 and units; is_widest marks the widest of a year and kind, and only those add up.
SELECT province, region_name, department_name, peer_group, fiscal_year, kind, scope, is_widest
FROM mart.disclosure
ORDER BY region_name, fiscal_year;
