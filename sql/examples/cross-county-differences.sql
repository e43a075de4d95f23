-- On which classes does a bureau spend a larger part of its money than like bureaus?
--
-- Reading: shares are in percent points of the department's total on the basis; points is the distance from the middle of
-- the group, whose members are told by peers.
SELECT region_name, department_name, fiscal_year, basis, code, name, share, peer_median_share,
    share - peer_median_share AS points, peers
FROM mart.cross_county_code
WHERE level = 1 AND comparable <> 'no' AND share > peer_median_share
ORDER BY region_name, fiscal_year, department_name, basis, points DESC;
