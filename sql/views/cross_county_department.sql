-- mart.cross_county_department: the headline figures of like departments of different regions (同类部门主要指标对比).
--
-- A department with several disclosures of a year is taken once: 部门, else its 本级, else nothing is added up and each
-- unit stands alone. A peer without a figure of the year is shown beside the others with that of its nearest year: it is
-- not comparable, has no rank, and counts in no median.
--
-- A table: worked out once, when the database is built, in the order of peer group and measure.
--
-- Row: one measure of one department (its widest scope that has a figure) in one year and kind.
-- Depends on: mart.department_year, mart.disclosure
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, measure
-- Columns:
--   fiscal_year        year of the comparison (预算年度)
--   kind               budget 预算 or final_accounts 决算
--   measure            what is measured, as mart.department_year
--   peer_group         group of like departments (同类部门), in which whole departments are ranked; null: it is in none
--   region_code        region (行政区划代码)
--   region_name        its name
--   department_key     shared by the names of one bureau over time
--   department_name    department (部门)
--   scope              department 部门, own 本级 or unit 所属单位
--   subject_unit       code or name of the unit for scope unit, else ''
--   amount_year        year of the amount: fiscal_year, or the nearest year of a peer that lacks it
--   amount_yuan        amount in 元
--   share              amount in percent points of the department's expenditure_total 支出合计 of the same year
--   peers              departments of the group with any figure of the year, this one included
--   peers_with_figure  those of them that have the measure
--   peer_median_yuan   median amount of those, this one included; null where no other has it
--   peer_median_share  median share of those; null where no other has it
--   ratio_to_median    amount_yuan in percent points of peer_median_yuan
--   rank               place by amount among those, 1 the largest; null where no other has it
--   share_rank         place by share among those, 1 the largest; null where no other has it
--   source             table, narrative or implied, as mart.department_year
--   fund_source        money it covers (资金来源); null where a text does not say
--   proof              proof of the amount
--   peer_proven_share  how many of the group's figures are proven or corrected, in percent points
--   comparable         yes, mapped (comparable by the assumption that reason names) or no
--   reason             why it is not simply yes; null when it is
--   fact_id            evidence of the amount, see mart.trace
--   disclosure_id      disclosure that gives the amount
CREATE TABLE mart.cross_county_department AS
WITH figure AS (
    SELECT
        year.*,
        disclosure.region_level,
        -- A department that belongs to no group, and one that is not whole, is a group of its own.
        CASE WHEN year.peer_group IS NULL OR year.scope <> 'department'
             THEN concat_ws('/', year.department_key, year.scope, year.subject_unit) ELSE year.peer_group END AS group_key
    FROM mart.department_year AS year
    JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = year.disclosure_id
    WHERE NOT starts_with(year.measure, 'change_') AND year.is_widest
), valued AS (
    SELECT
        figure.*,
        TRY_CAST(100 * figure.amount_yuan / nullif(whole.amount_yuan, 0) AS DECIMAL(28, 10)) AS share
    FROM figure
    LEFT JOIN figure AS whole
        ON whole.department_key = figure.department_key AND whole.scope = figure.scope
        AND whole.subject_unit = figure.subject_unit AND whole.kind = figure.kind
        AND whole.fiscal_year = figure.fiscal_year AND whole.measure = 'expenditure_total'
        -- A stock is no share of what is spent.
        AND figure.measure <> 'fixed_assets_total'
), peers AS (
    SELECT group_key, fiscal_year, kind, count(DISTINCT department_key) AS peers
    FROM valued GROUP BY ALL
), compared AS (
    SELECT
        valued.*,
        valued.fiscal_year AS compared_year,
        peers.peers,
        count(*) OVER peer AS peers_with_figure,
        -- With two more digits, for the mean of the middle two.
        CASE WHEN count(*) OVER peer > 1
             THEN median(TRY_CAST(valued.amount_yuan AS DECIMAL(22, 4))) OVER peer END AS peer_median_yuan,
        CASE WHEN count(*) OVER peer > 1 THEN median(valued.share) OVER peer END AS peer_median_share,
        CASE WHEN count(*) OVER peer > 1 THEN rank() OVER (peer ORDER BY valued.amount_yuan DESC) END AS rank,
        CASE WHEN count(*) OVER peer > 1 AND valued.share IS NOT NULL
             THEN rank() OVER (peer ORDER BY valued.share DESC NULLS LAST) END AS share_rank,
        TRY_CAST(100 * count(*) FILTER (WHERE valued.proof IN ('proven', 'corrected')) OVER peer AS DECIMAL(18, 4))
            / count(*) OVER peer AS peer_proven_share,
        bool_or(valued.source = 'implied' OR NOT valued.is_own) OVER peer AS peer_is_indirect,
        min(valued.region_level) OVER peer <> max(valued.region_level) OVER peer AS peer_mixes_levels,
        bool_or(valued.region_code IS NULL) OVER peer AS peer_is_unplaced,
        min(valued.fund_source) OVER peer <> max(valued.fund_source) OVER peer AS peer_mixes_money,
        bool_or(valued.fund_source IS NULL) OVER peer AND bool_or(valued.fund_source IS NOT NULL) OVER peer
            AS peer_has_text
    FROM valued
    JOIN peers
        ON peers.group_key = valued.group_key AND peers.fiscal_year = valued.fiscal_year AND peers.kind = valued.kind
    WINDOW peer AS (PARTITION BY valued.group_key, valued.fiscal_year, valued.kind, valued.measure)
), group_year AS (
    SELECT
        group_key, kind, measure, fiscal_year,
        any_value(peers) AS peers,
        any_value(peers_with_figure) AS peers_with_figure,
        any_value(peer_median_yuan) AS peer_median_yuan,
        any_value(peer_median_share) AS peer_median_share,
        any_value(peer_proven_share) AS peer_proven_share
    FROM compared WHERE group_key = peer_group GROUP BY ALL
), nearest AS (
    -- For each year of a group the peers without a figure of it, each with its nearest year, of two the earlier.
    SELECT
        group_year.*,
        other.department_key,
        arg_min(other.fiscal_year, (abs(other.fiscal_year - group_year.fiscal_year), other.fiscal_year)) AS amount_year
    FROM group_year
    JOIN valued AS other
        ON other.group_key = group_year.group_key AND other.kind = group_year.kind
        AND other.measure = group_year.measure
    GROUP BY ALL
    HAVING min(abs(other.fiscal_year - group_year.fiscal_year)) > 0
), beside AS (
    SELECT
        valued.*,
        nearest.fiscal_year AS compared_year,
        nearest.peers,
        nearest.peers_with_figure,
        nearest.peer_median_yuan,
        nearest.peer_median_share,
        nearest.peer_proven_share
    FROM nearest
    JOIN valued
        ON valued.group_key = nearest.group_key AND valued.kind = nearest.kind AND valued.measure = nearest.measure
        AND valued.department_key = nearest.department_key AND valued.fiscal_year = nearest.amount_year
), judged AS (
    SELECT
        shown.*,
        concat_ws('; ',
            CASE WHEN fiscal_year <> compared_year THEN 'other year: the nearest figure is of ' || fiscal_year END,
            CASE WHEN peer_group IS NULL THEN 'no peer group is known for the department' END,
            CASE WHEN scope <> 'department'
                 THEN 'scope: only ' || scope || ' is disclosed, not the whole department' END,
            CASE WHEN peer_group IS NOT NULL AND scope = 'department' AND peers = 1 AND fiscal_year = compared_year
                 THEN 'no peer is disclosed for this year' END,
            CASE WHEN peers > 1 AND peers_with_figure = 1 AND fiscal_year = compared_year
                 THEN 'no peer has this figure' END
        ) AS obstacle,
        concat_ws('; ',
            CASE WHEN peer_is_indirect
                 THEN 'a figure of the group is only implied by a stated change or stated by another year' END,
            CASE WHEN peer_mixes_levels
                 THEN 'levels of government differ in the group: here ' || coalesce(region_level, 'not known') END,
            CASE WHEN peer_is_unplaced
                 THEN 'a region of the group is not identified, so that its level of government is not known' END,
            CASE WHEN peer_mixes_money
                 THEN 'different money in the group: here ' || coalesce(fund_source, 'not said') END,
            CASE WHEN peer_has_text
                 THEN 'a figure of the group is of a text, which does not say what money it covers' END,
            CASE WHEN proof = 'disputed' THEN 'the amount is disputed' END
        ) AS assumption
    FROM (SELECT * FROM compared UNION ALL BY NAME SELECT * FROM beside) AS shown
)
SELECT
    judged.compared_year AS fiscal_year,
    judged.kind,
    judged.measure,
    judged.peer_group,
    judged.region_code,
    judged.region_name,
    judged.department_key,
    judged.department_name,
    judged.scope,
    judged.subject_unit,
    judged.fiscal_year AS amount_year,
    judged.amount_yuan,
    TRY_CAST(judged.share AS DECIMAL(9, 4)) AS share,
    judged.peers,
    judged.peers_with_figure,
    TRY_CAST(round_even(judged.peer_median_yuan, 2) AS DECIMAL(20, 2)) AS peer_median_yuan,
    TRY_CAST(judged.peer_median_share AS DECIMAL(9, 4)) AS peer_median_share,
    TRY_CAST(100 * judged.amount_yuan / nullif(judged.peer_median_yuan, 0) AS DECIMAL(9, 4)) AS ratio_to_median,
    judged.rank,
    judged.share_rank,
    judged.source,
    judged.fund_source,
    judged.proof,
    TRY_CAST(judged.peer_proven_share AS DECIMAL(9, 4)) AS peer_proven_share,
    CASE WHEN judged.obstacle <> '' THEN 'no' WHEN judged.assumption <> '' THEN 'mapped' ELSE 'yes' END AS comparable,
    nullif(concat_ws('; ', nullif(judged.obstacle, ''), nullif(judged.assumption, '')), '') AS reason,
    judged.fact_id,
    judged.disclosure_id
FROM judged
ORDER BY judged.peer_group, judged.measure, judged.kind, judged.compared_year, judged.disclosure_id;
