-- mart.cross_county_function: what like departments of different regions spend on a function (同类部门功能支出对比).
--
-- Bases stand side by side and are never mixed. A department with several disclosures of a year is taken once: 部门,
-- else its 本级, else nothing is added up and each unit stands alone. A peer that discloses another year only is shown
-- with its nearest year: it is not comparable, has no rank, and counts in no median.
--
-- Row: one functional code of one department (its widest scope that is disclosed) in one year, kind and basis.
-- Depends on: mart.cross_county_code
-- Unique: disclosure_id, fiscal_year, basis, function_code
-- Columns:
--   fiscal_year        year of the comparison (预算年度)
--   kind               budget 预算 or final_accounts 决算
--   basis              all_money 全部资金 (支出总表) or general_public 一般公共预算 (一般公共预算支出表)
--   peer_group         group of like departments (同类部门), in which whole departments are ranked; null: it is in none
--   function_code      functional code (支出功能分类), printed, inferred from the name, or a higher level that the form
--                      does not print
--   function_name      its name in the year
--   level              1 类, 2 款, 3 项
--   region_code        region (行政区划代码)
--   region_name        its name in the year
--   department_key     shared by the names of one bureau over time
--   department_name    department (部门)
--   scope              department 部门, own 本级 or unit 所属单位
--   amount_year        year of the amount: fiscal_year, or the nearest year of a peer that lacks it
--   amount_yuan        amount in 元
--   share              amount in percent points of the department's total on this basis
--   peers              departments of the group with a disclosure of the year on this basis, this one included
--   peers_with_code    those of them that spend on the code
--   peer_median_yuan   median amount of those that spend on it, this one included; null where no other does
--   peer_median_share  median share of those; null where no other does
--   ratio_to_median    amount_yuan in percent points of peer_median_yuan
--   rank               place by amount among those, 1 the largest; null where no other does
--   share_rank         place by share among those, 1 the largest; null where no other does
--   proven_share       how much of the amount arithmetic proves, in percent points; null for an amount of 0
--   peer_proven_share  how much of the amounts of all peers that spend on it is proven, in percent points
--   comparable         yes, mapped (comparable by the assumption that reason names) or no
--   reason             why it is not simply yes; null when it is
--   fact_ids           the cells that make the amount, see mart.trace
--   disclosure_id      disclosure
CREATE VIEW mart.cross_county_function AS
SELECT
    fiscal_year,
    kind,
    basis,
    peer_group,
    code AS function_code,
    name AS function_name,
    level,
    region_code,
    region_name,
    department_key,
    department_name,
    scope,
    amount_year,
    amount_yuan,
    share,
    peers,
    peers_with_code,
    peer_median_yuan,
    peer_median_share,
    ratio_to_median,
    rank,
    share_rank,
    proven_share,
    peer_proven_share,
    comparable,
    reason,
    fact_ids,
    disclosure_id
FROM mart.cross_county_code
WHERE classification = 'function';
