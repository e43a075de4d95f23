-- mart.cross_county_code: what like departments of different regions spend on a code (同类部门科目对比).
--
-- cross_county_function and cross_county_economic are this view by classification. Bases stand side by side and are never
-- mixed. A department with several disclosures of a year is taken once: 部门, else its 本级, else nothing is added up and
-- each unit stands alone. A peer that discloses another year only is shown beside the others with its nearest year: it is
-- not comparable, has no rank, and counts in no median.
--
-- A table: worked out once, when the database is built, in the order of peer group and code.
--
-- Row: one code of one department (its widest scope that is disclosed) in one year, kind and basis.
-- Depends on: mart.code_year, mart.disclosure
-- Unique: disclosure_id, fiscal_year, classification, basis, code
-- Columns:
--   fiscal_year          year of the comparison (预算年度)
--   kind                 budget 预算 or final_accounts 决算
--   classification       function 支出功能分类 or economic 部门预算支出经济分类
--   basis                money that is covered, as mart.code_year
--   peer_group           group of like departments (同类部门), in which whole departments are ranked; null: it is in none
--   code                 code, printed, inferred from the name, or a higher level that the form does not print
--   name                 its name in the year
--   level                1 类, 2 款, 3 项
--   region_code          region (行政区划代码)
--   region_name          its name in the year
--   department_key       shared by the names of one bureau over time
--   department_name      department (部门)
--   scope                department 部门, own 本级 or unit 所属单位
--   amount_year          year of the amount: fiscal_year, or the nearest year of a peer that lacks it
--   amount_yuan          amount in 元
--   share                amount in percent points of the department's total on this basis
--   peers                departments of the group with a disclosure of the year on this basis, this one included
--   peers_with_code      those of them that spend on the code
--   peer_median_yuan     median amount of those that spend on it, this one included; null where no other does
--   peer_median_share    median share of those; null where no other does
--   ratio_to_median      amount_yuan in percent points of peer_median_yuan
--   rank                 place by amount among those, 1 the largest; null where no other does
--   share_rank           place by share among those, 1 the largest; null where no other does
--   proven_share         how much of the amount arithmetic proves, in percent points; null for an amount of 0
--   peer_proven_share    how much of the amounts of all peers that spend on it is proven, in percent points
--   comparable           yes, mapped (comparable by the assumption that reason names) or no
--   reason               why it is not simply yes; null when it is
--   fact_ids             the cells that make the amount, see mart.trace
--   disclosure_id        disclosure
CREATE TABLE mart.cross_county_code AS
WITH valued AS (
    SELECT
        year.*,
        disclosure.region_level,
        TRY_CAST(100 * year.amount_yuan / nullif(year.total_yuan, 0) AS DECIMAL(28, 10)) AS share,
        abs(year.amount_yuan) * coalesce(year.proven_share, 0) AS proven_weight,
        -- A department that belongs to no group, one that is not whole, and a code under which it means another, is a
        -- group of its own.
        CASE WHEN year.peer_group IS NULL OR year.scope <> 'department' OR year.other_code IS NOT NULL
             THEN year.disclosure_id ELSE year.peer_group END AS group_key
    FROM mart.code_year AS year
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = year.disclosure_id
    WHERE year.is_own AND year.is_widest
), peers AS (
    SELECT group_key, fiscal_year, kind, classification, basis, count(DISTINCT department_key) AS peers
    FROM valued GROUP BY ALL
), ranked AS (
    SELECT
        valued.*,
        count(*) OVER peer AS peers_with_code,
        -- With two more digits, for the mean of the middle two.
        CASE WHEN count(*) OVER peer > 1
             THEN median(TRY_CAST(valued.amount_yuan AS DECIMAL(22, 4))) OVER peer END AS peer_median_yuan,
        CASE WHEN count(*) OVER peer > 1 THEN median(valued.share) OVER peer END AS peer_median_share,
        CASE WHEN count(*) OVER peer > 1 THEN rank() OVER (peer ORDER BY valued.amount_yuan DESC) END AS rank,
        CASE WHEN count(*) OVER peer > 1 THEN rank() OVER (peer ORDER BY valued.share DESC NULLS LAST) END AS share_rank,
        sum(valued.proven_weight) OVER peer / nullif(sum(abs(valued.amount_yuan)) OVER peer, 0) AS peer_proven_share,
        min(valued.region_level) OVER peer <> max(valued.region_level) OVER peer AS peer_mixes_levels,
        bool_or(valued.region_code IS NULL) OVER peer AS peer_is_unplaced,
        bool_or(valued.is_inferred) OVER peer AS peer_is_inferred,
        bool_or(valued.is_summed) OVER peer AS peer_is_summed,
        bool_or(valued.has_carry_over) OVER peer AND NOT bool_and(valued.has_carry_over) OVER peer AS peer_mixes_carry_over
    FROM valued
    WINDOW peer AS (
        PARTITION BY valued.group_key, valued.fiscal_year, valued.kind, valued.classification, valued.basis, valued.code
    )
), compared AS (
    SELECT ranked.*, ranked.fiscal_year AS compared_year, peers.peers
    FROM ranked
    JOIN peers
        ON peers.group_key = ranked.group_key AND peers.fiscal_year = ranked.fiscal_year AND peers.kind = ranked.kind
        AND peers.classification = ranked.classification AND peers.basis = ranked.basis
), department_years AS (
    SELECT DISTINCT group_key, kind, classification, basis, department_key, fiscal_year
    FROM valued WHERE group_key = peer_group
), nearest AS (
    -- For each year of a group the peers without it, each with its nearest year, of two equally near the earlier.
    SELECT
        peers.group_key,
        peers.kind,
        peers.classification,
        peers.basis,
        peers.fiscal_year,
        other.department_key,
        arg_min(other.fiscal_year, (abs(other.fiscal_year - peers.fiscal_year), other.fiscal_year)) AS amount_year
    FROM peers
    JOIN department_years AS other
        ON other.group_key = peers.group_key AND other.kind = peers.kind
        AND other.classification = peers.classification AND other.basis = peers.basis
    GROUP BY ALL
    HAVING min(abs(other.fiscal_year - peers.fiscal_year)) > 0
), year_code AS (
    SELECT
        group_key, kind, classification, basis, fiscal_year, code,
        any_value(peers) AS peers,
        any_value(peers_with_code) AS peers_with_code,
        any_value(peer_median_yuan) AS peer_median_yuan,
        any_value(peer_median_share) AS peer_median_share,
        any_value(peer_proven_share) AS peer_proven_share
    FROM compared GROUP BY ALL
), beside AS (
    SELECT
        valued.*,
        year_code.peers_with_code,
        year_code.peer_median_yuan,
        year_code.peer_median_share,
        year_code.peer_proven_share,
        year_code.fiscal_year AS compared_year,
        year_code.peers
    FROM nearest
    JOIN valued
        ON valued.group_key = nearest.group_key AND valued.kind = nearest.kind
        AND valued.classification = nearest.classification AND valued.basis = nearest.basis
        AND valued.department_key = nearest.department_key AND valued.fiscal_year = nearest.amount_year
    JOIN year_code
        ON year_code.group_key = valued.group_key AND year_code.kind = valued.kind
        AND year_code.classification = valued.classification AND year_code.basis = valued.basis
        AND year_code.code = valued.code AND year_code.fiscal_year = nearest.fiscal_year
), judged AS (
    SELECT
        shown.*,
        concat_ws('; ',
            CASE WHEN fiscal_year <> compared_year THEN 'other year: the nearest figure is of ' || fiscal_year END,
            CASE WHEN peer_group IS NULL THEN 'no peer group is known for the department' END,
            CASE WHEN scope <> 'department'
                 THEN 'scope: only ' || scope || ' is disclosed, not the whole department' END,
            CASE WHEN other_code IS NOT NULL
                 THEN 'code of other content: printed as ' || printed_name || ', which is ' || other_code END,
            CASE WHEN peer_group IS NOT NULL AND scope = 'department' AND other_code IS NULL AND peers = 1
                    AND fiscal_year = compared_year
                 THEN 'no peer is disclosed for this year' END,
            CASE WHEN peers > 1 AND peers_with_code = 1 AND fiscal_year = compared_year
                 THEN 'no peer spends on this code' END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN peer_mixes_levels
                 THEN 'levels of government differ in the group: here ' || coalesce(region_level, 'not known') END,
            CASE WHEN peer_is_unplaced
                 THEN 'a region of the group is not identified, so that its level of government is not known' END,
            CASE WHEN peer_is_summed THEN 'summed from lower codes somewhere in the group' END,
            CASE WHEN peer_is_inferred THEN 'code found by its name somewhere in the group' END,
            CASE WHEN peer_mixes_carry_over
                 THEN 'carry-over is ' || CASE WHEN has_carry_over THEN 'included' ELSE 'not included' END
                     || ', unlike in some of the group' END,
            CASE WHEN is_disputed THEN 'the amount is disputed' END
        ) AS assumption
    FROM (SELECT * FROM compared UNION ALL BY NAME SELECT * FROM beside) AS shown
)
SELECT
    judged.compared_year AS fiscal_year,
    judged.kind,
    judged.classification,
    judged.basis,
    judged.peer_group,
    judged.code,
    judged.name,
    judged.level,
    judged.region_code,
    judged.region_name,
    judged.department_key,
    judged.department_name,
    judged.scope,
    judged.fiscal_year AS amount_year,
    judged.amount_yuan,
    TRY_CAST(judged.share AS DECIMAL(9, 4)) AS share,
    judged.peers,
    judged.peers_with_code,
    TRY_CAST(round_even(judged.peer_median_yuan, 2) AS DECIMAL(20, 2)) AS peer_median_yuan,
    TRY_CAST(judged.peer_median_share AS DECIMAL(9, 4)) AS peer_median_share,
    TRY_CAST(100 * judged.amount_yuan / nullif(judged.peer_median_yuan, 0) AS DECIMAL(9, 4)) AS ratio_to_median,
    judged.rank,
    judged.share_rank,
    judged.proven_share,
    TRY_CAST(judged.peer_proven_share AS DECIMAL(9, 4)) AS peer_proven_share,
    CASE WHEN judged.obstacle <> '' THEN 'no' WHEN judged.assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(judged.obstacle, ''), nullif(judged.assumption, '')), '') AS reason,
    judged.fact_ids,
    judged.disclosure_id
FROM judged
ORDER BY judged.peer_group, judged.classification, judged.code, judged.basis, judged.kind, judged.compared_year,
    judged.disclosure_id;
