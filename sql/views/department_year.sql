-- mart.department_year: the headline figures of a department, year by year, each with its evidence (部门年度主要指标).
--
-- A figure comes from the year's own tables, else from its own narrative; a year that has neither takes it from another
-- year's tables (prior-year columns), else that year's narrative, else it is implied by a change that another year's
-- disclosure states: X in 2025, 较2024年增加 Y, implies X - Y in 2024. A Y above X implies nothing (0 where rounding
-- explains it): the text contradicts itself. A change against what was executed (较上年执行数) implies no budget.
-- One disclosure never completes another of a different scope or kind: 部门, 本级 and 单位 stand in rows of their own,
-- and so do 预算 and 决算.
--
-- A table: worked out once, when the database is built, in the order of region and department.
--
-- Row: one measure of one year of one department (or of its own 本级, or of one of its units).
-- Depends on: mart.disclosure, core.fact_line_item, core.fact_narrative
-- Unique: department_key, scope, subject_unit, kind, fiscal_year, measure
-- Columns:
--   region_code        region (行政区划代码)
--   region_name        its name in the year of the disclosure that gives the figure
--   department_key     shared by the names of one bureau over time
--   department_id      department (部门) under the name of the disclosure that gives the figure
--   department_name    that name
--   peer_group         group of like departments elsewhere (同类部门)
--   scope              department 部门, own 本级 or unit 所属单位: never to be added up
--   subject_unit       code or name of the unit for scope unit, else ''
--   is_widest          true when no wider scope has a figure of the year: 部门, else 本级, else its units; only these may
--                      be added up
--   kind               budget 预算 or final_accounts 决算
--   fiscal_year        year of the figure
--   measure            income_total 收入总计, expenditure_total 支出合计, basic 基本支出, project 项目支出, personnel 人员经费,
--                      public_use 公用经费, three_public_total 三公经费 ... (the measures of core.fact_narrative);
--                      change_ for a stated change against the year before (增减), with _executed behind it where a
--                      budget is compared with what was executed (执行数, 决算数)
--   amount_yuan        amount in 元
--   source             table (printed in a table), narrative (printed in the text) or implied (by a stated change)
--   is_own             true when the disclosure of this very year gives the figure, false when another year's does
--   evidence           the figure's place or arithmetic in words
--   unit_printed       unit of the printed figure, the coarser one when implied: 元 or 万元; null for 持平
--   fund_source        money it covers (资金来源): total for all money, general_public or fiscal 财政拨款 where
--                      only that table has it; null where a text does not say
--   fact_id            the cell or sentence that gives the figure; for an implied one the figure it starts from
--   change_fact_id     for an implied figure the stated change, else null
--   proof              proof of fact_id; for an implied figure the weaker of the two
--   statement          statement (表) the figure stands in; null for a narrative one
--   disclosure_id      disclosure that gives the figure
--   disclosure_year    its fiscal year
--   document_id        document that prints the figure
CREATE TABLE mart.department_year AS
WITH subject AS (
    SELECT * EXCLUDE (fiscal_year), fiscal_year AS disclosure_year FROM mart.disclosure
), place (measure, preference, statement, flow, component, fund_source, row_role, label_pattern, column_pattern) AS (
    -- Where the standard tables print a headline figure, the preferred place first. NULL asks for nothing. Some tables of
    -- 三公经费 print 机关运行经费 beside it, which is no 运行维护费 of vehicles: 关 keeps them apart. Below the header 三公经费
    -- only a total is its total: 三公经费/公务用车购置及运行维护费/小计 is not. Each may be parted into 预算数 and 决算数.
    -- 其他资金 is all that is not 财政拨款, 其他收入 the last of its parts.
    VALUES
        ('income_total', 1, 'income', NULL, NULL, 'total', 'total', NULL, NULL),
        ('income_total', 2, 'budget_summary', 'revenue', NULL, 'total', 'total', '总计', NULL),
        ('income_total', 3, 'budget_summary', 'revenue', NULL, 'total', 'total', NULL, NULL),
        ('income_general_public', 1, 'income', NULL, NULL, 'general_public', 'total', NULL, NULL),
        ('income_general_public', 2, 'budget_summary', 'revenue', NULL, 'general_public', NULL, NULL, NULL),
        ('income_gov_fund', 1, 'income', NULL, NULL, 'gov_fund', 'total', NULL, NULL),
        ('income_gov_fund', 2, 'budget_summary', 'revenue', NULL, 'gov_fund', NULL, NULL, NULL),
        ('income_state_capital', 1, 'income', NULL, NULL, 'state_capital', 'total', NULL, NULL),
        ('income_state_capital', 2, 'budget_summary', 'revenue', NULL, 'state_capital', NULL, NULL, NULL),
        ('income_fiscal_account', 1, 'income', NULL, NULL, 'fiscal_account', 'total', NULL, NULL),
        ('income_fiscal_account', 2, 'budget_summary', 'revenue', NULL, 'fiscal_account', NULL, NULL, NULL),
        ('income_unit', 1, 'income', NULL, NULL, 'unit_funds', 'total', NULL, NULL),
        ('income_unit', 2, 'budget_summary', 'revenue', NULL, 'unit_funds', NULL, NULL, NULL),
        ('income_fiscal', 1, 'income', NULL, NULL, 'fiscal', 'total', NULL, NULL),
        ('income_fiscal', 2, 'budget_summary', 'revenue', NULL, 'fiscal', NULL, NULL, NULL),
        ('income_business', 1, 'income', NULL, NULL, 'business', 'total', NULL, NULL),
        ('income_business', 2, 'budget_summary', 'revenue', NULL, 'business', NULL, NULL, NULL),
        ('income_operating', 1, 'income', NULL, NULL, 'operating', 'total', NULL, NULL),
        ('income_operating', 2, 'budget_summary', 'revenue', NULL, 'operating', NULL, NULL, NULL),
        ('income_superior', 1, 'income', NULL, NULL, 'superior', 'total', NULL, NULL),
        ('income_superior', 2, 'budget_summary', 'revenue', NULL, 'superior', NULL, NULL, NULL),
        ('income_affiliated', 1, 'income', NULL, NULL, 'affiliated', 'total', NULL, NULL),
        ('income_affiliated', 2, 'budget_summary', 'revenue', NULL, 'affiliated', NULL, NULL, NULL),
        ('income_other', 1, 'income', NULL, NULL, 'other', 'total', NULL, '其他收入[^/]*$'),
        ('income_other', 2, 'budget_summary', 'revenue', NULL, 'other', NULL, '其他收入', NULL),
        ('carry_over', 1, 'income', NULL, NULL, 'carry_over', 'total', NULL, NULL),
        ('carry_over', 2, 'budget_summary', 'revenue', NULL, 'carry_over', NULL, NULL, NULL),
        ('expenditure_total', 1, 'expenditure', NULL, 'total', 'total', 'total', NULL, NULL),
        ('expenditure_total', 2, 'budget_summary', 'expenditure', NULL, 'total', 'total', '本年', NULL),
        ('expenditure_total', 3, 'budget_summary', 'expenditure', NULL, 'total', 'total', NULL, NULL),
        ('basic', 1, 'expenditure', NULL, 'basic', 'total', 'total', NULL, NULL),
        ('basic', 2, 'budget_summary', 'expenditure', 'basic', NULL, NULL, NULL, NULL),
        ('basic', 3, 'general_public_expenditure', NULL, 'basic', NULL, 'total', NULL, NULL),
        ('project', 1, 'expenditure', NULL, 'project', 'total', 'total', NULL, NULL),
        ('project', 2, 'budget_summary', 'expenditure', 'project', NULL, NULL, NULL, NULL),
        ('project', 3, 'general_public_expenditure', NULL, 'project', NULL, 'total', NULL, NULL),
        ('personnel', 1, 'expenditure', NULL, 'personnel', 'total', 'total', NULL, NULL),
        ('personnel', 2, 'basic_by_economic', NULL, 'personnel', NULL, 'total', NULL, NULL),
        ('personnel', 3, 'fiscal_basic_by_economic', NULL, 'personnel', NULL, 'total', NULL, NULL),
        ('personnel', 4, 'general_public_expenditure', NULL, 'personnel', NULL, 'total', NULL, NULL),
        ('public_use', 1, 'expenditure', NULL, 'public_use', 'total', 'total', NULL, NULL),
        ('public_use', 2, 'basic_by_economic', NULL, 'public_use', NULL, 'total', NULL, NULL),
        ('public_use', 3, 'fiscal_basic_by_economic', NULL, 'public_use', NULL, 'total', NULL, NULL),
        ('public_use', 4, 'general_public_expenditure', NULL, 'public_use', NULL, 'total', NULL, NULL),
        ('operating_cost', 1, 'operating_cost', NULL, NULL, NULL, 'total', NULL, NULL),
        ('operating_cost', 2, 'three_public', NULL, NULL, NULL, NULL, '机关运行经费', NULL),
        ('operating_cost', 3, 'three_public', NULL, NULL, NULL, NULL, NULL, '机关运行经费[^/]*$'),
        ('procurement_total', 1, 'procurement', NULL, NULL, 'total', 'total', NULL, NULL),
        ('fixed_assets_total', 1, 'fixed_assets', NULL, NULL, NULL, 'total', NULL, NULL),
        ('three_public_total', 1, 'three_public', NULL, NULL, NULL, NULL, '三公.*(小计|合计|总计|经费)', NULL),
        ('three_public_total', 2, 'three_public', NULL, NULL, NULL, NULL, NULL,
            '三公[^/]*(小计|合计|总计|总额|经费|/(小计|合计|总计|总额))(/(预算|决算|执行)数)?$'),
        ('three_public_total', 3, 'three_public', NULL, NULL, 'total', 'total', NULL, NULL),
        ('three_public_total', 4, 'three_public', NULL, NULL, NULL, 'total', '^(合计|总计|小计)$', NULL),
        ('abroad', 1, 'three_public', NULL, NULL, NULL, NULL, '因公出国', NULL),
        ('abroad', 2, 'three_public', NULL, NULL, NULL, NULL, NULL, '因公出国[^/]*(/(预算|决算|执行)数)?$'),
        ('vehicle_total', 1, 'three_public', NULL, NULL, NULL, NULL, '购置[及和、与]运', NULL),
        ('vehicle_total', 2, 'three_public', NULL, NULL, NULL, NULL, NULL,
            '购置[及和、与]运[^/]*(/(小计|合计))?(/(预算|决算|执行)数)?$'),
        ('vehicle_purchase', 1, 'three_public', NULL, NULL, NULL, NULL, '购置(费|支出)?$', NULL),
        ('vehicle_purchase', 2, 'three_public', NULL, NULL, NULL, NULL, NULL, '购置(费|支出)?(/(预算|决算|执行)数)?$'),
        ('vehicle_operation', 1, 'three_public', NULL, NULL, NULL, NULL, '^[^置关]*运[行维][^置]*$', NULL),
        ('vehicle_operation', 2, 'three_public', NULL, NULL, NULL, NULL, NULL,
            '(^|/)[^置关/]*运[行维][^置/]*(/(预算|决算|执行)数)?$'),
        ('reception', 1, 'three_public', NULL, NULL, NULL, NULL, '公务接待', NULL),
        ('reception', 2, 'three_public', NULL, NULL, NULL, NULL, NULL, '公务接待[^/]*(/(预算|决算|执行)数)?$')
), place_of_text AS (
    -- The places by the words that stand there: texts repeat from department to department, and each is matched once.
    SELECT place.measure, place.preference, place.flow, place.component, place.fund_source, printed.*
    FROM (
        SELECT DISTINCT item.statement, item.row_role, item.label, item.column_path
        FROM core.fact_line_item AS item
        SEMI JOIN place
            ON place.statement = item.statement AND (place.row_role IS NULL OR place.row_role = item.row_role)
    ) AS printed
    JOIN place
        ON place.statement = printed.statement
        AND (place.row_role IS NULL OR place.row_role = printed.row_role)
        AND (place.label_pattern IS NULL OR regexp_matches(printed.label, place.label_pattern))
        AND (place.column_pattern IS NULL OR regexp_matches(printed.column_path, place.column_pattern))
), only_figure AS (
    -- The one amount of a year in its row: beside others, that of one fund is not the whole.
    SELECT document_id, table_no, row_no, fiscal_year, phase FROM core.fact_line_item
    WHERE statement = 'three_public' GROUP BY ALL HAVING count(*) = 1
), table_figure AS (
    SELECT
        item.disclosure_id,
        item.fiscal_year,
        place.measure,
        item.amount_yuan,
        'table' AS source,
        item.statement || ': ' || concat_ws(' / ', nullif(item.label, ''), nullif(item.column_path, '')) AS evidence,
        item.unit_printed,
        CASE WHEN item.statement = 'three_public' THEN 'fiscal'
             WHEN item.fund_source IS NOT NULL THEN item.fund_source
             WHEN item.statement = 'fiscal_basic_by_economic' THEN 'fiscal'
             WHEN item.statement IN ('basic_by_economic', 'general_public_expenditure') THEN 'general_public'
             WHEN item.statement IN ('budget_summary', 'expenditure', 'income') THEN 'total' END AS fund_source,
        item.line_item_id AS fact_id,
        item.proof,
        item.statement,
        item.document_id
    FROM core.fact_line_item AS item
    JOIN subject ON subject.disclosure_id = item.disclosure_id
    JOIN place_of_text AS place
        ON place.statement = item.statement AND place.row_role IS NOT DISTINCT FROM item.row_role
        AND place.label = item.label AND place.column_path = item.column_path
        AND (place.flow IS NULL OR place.flow = item.flow)
        AND (place.component IS NULL OR place.component = coalesce(item.component, 'total'))
        AND (place.fund_source IS NULL OR place.fund_source = coalesce(item.fund_source, 'total'))
    LEFT JOIN only_figure AS alone
        ON place.measure = 'three_public_total' AND place.preference = 4
        AND alone.document_id = item.document_id AND alone.table_no = item.table_no
        AND alone.row_no = item.row_no AND alone.fiscal_year = item.fiscal_year
        AND alone.phase IS NOT DISTINCT FROM item.phase
    WHERE (
            item.phase IS NULL
            OR item.phase = CASE subject.kind WHEN 'budget' THEN 'budget' ELSE 'actual' END
            OR (item.flow = 'balance' AND item.phase = 'closing')
        )
        AND (place.measure <> 'three_public_total' OR place.preference < 4 OR alone.row_no IS NOT NULL)
    QUALIFY row_number() OVER (
        PARTITION BY item.disclosure_id, item.fiscal_year, place.measure
        ORDER BY place.preference, item.table_no,
            coalesce(item.fund_source, 'total') <> 'total', item.row_role IS DISTINCT FROM 'total',
            item.row_no, item.col_no, item.document_id
    ) = 1
), narrative AS (
    SELECT
        fact.disclosure_id,
        fact.fiscal_year,
        fact.prior_year,
        fact.measure || CASE WHEN fact.prior_phase = 'actual' AND subject.kind = 'budget' THEN '_executed' ELSE '' END
            AS measure,
        fact.amount_yuan,
        fact.paragraph_no,
        fact.label,
        subject.kind = 'final_accounts' AS is_accounts,
        'text: ' || coalesce(nullif(fact.label, '') || ' ', '') || fact.raw AS evidence,
        -- 持平 and the like have no unit.
        CASE WHEN regexp_matches(fact.raw, '[万亿]') THEN '万元' WHEN contains(fact.raw, '元') THEN '元' END AS unit_printed,
        core.half_digit(fact.raw, fact.raw) AS half_digit,
        fact.narrative_id AS fact_id,
        fact.proof,
        fact.document_id
    FROM core.fact_narrative AS fact
    JOIN subject ON subject.disclosure_id = fact.disclosure_id
    WHERE fact.fiscal_year IS NOT NULL
        AND fact.measure NOT IN ('other', 'change_other') AND NOT contains(fact.measure, '_amount')
        AND NOT ends_with(fact.measure, '_executed') AND NOT ends_with(fact.measure, '_budget')
        AND NOT starts_with(fact.measure, 'deviation_')
        AND fact.function_code IS NULL AND fact.economic_code IS NULL AND fact.gov_economic_code IS NULL
        AND fact.project_id IS NULL
), narrative_choice AS (
    -- In accounts a total of both sides, or 总计, holds what is carried over and forward, and is the total where the text
    -- has none of this year alone: 本年支出合计, 支出合计.
    SELECT
        *,
        CASE WHEN is_accounts AND measure IN ('income_total', 'expenditure_total')
            AND regexp_matches(label, '总计|总额|收.*支') THEN 3 ELSE 2 END AS preference
    FROM narrative
    UNION ALL BY NAME
    SELECT * REPLACE (replace(measure, '_current_year', '_total') AS measure), 1 AS preference
    FROM narrative
    WHERE is_accounts AND measure IN ('income_current_year', 'expenditure_current_year')
), narrative_figure AS (
    -- The text repeats itself and may descend to parts: the first printing counts, within a paragraph the largest.
    SELECT * EXCLUDE (prior_year, paragraph_no, half_digit, label, is_accounts, preference), 'narrative' AS source
    FROM narrative_choice
    QUALIFY row_number() OVER (
        PARTITION BY disclosure_id, fiscal_year, measure
        ORDER BY preference, paragraph_no, abs(amount_yuan) DESC, fact_id
    ) = 1
), printed AS (
    SELECT
        figure.*,
        subject.disclosure_year = figure.fiscal_year AS is_own,
        CAST(NULL AS VARCHAR) AS change_fact_id
    FROM (SELECT * FROM table_figure UNION ALL BY NAME SELECT * FROM narrative_figure) AS figure
    JOIN subject ON subject.disclosure_id = figure.disclosure_id
), base AS (
    -- The figure of its own year that a disclosure's changes start from.
    SELECT * FROM printed WHERE is_own AND NOT starts_with(measure, 'change_')
    QUALIFY row_number() OVER (PARTITION BY disclosure_id, measure ORDER BY source DESC) = 1
), stated_change AS (
    SELECT
        change.disclosure_id,
        change.fiscal_year,
        change.prior_year,
        unnest(CASE change.measure
            WHEN 'change_total' THEN ['income_total', 'expenditure_total']
            ELSE [substr(change.measure, 8)] END) AS measure,
        change.measure = 'change_total' AS is_either,
        change.amount_yuan,
        change.paragraph_no,
        change.evidence,
        change.unit_printed,
        change.fact_id,
        change.proof,
        change.document_id
    FROM narrative AS change
    WHERE starts_with(change.measure, 'change_') AND NOT ends_with(change.measure, '_executed')
        AND change.prior_year IS NOT NULL
), of_other_money AS (
    -- Paragraphs that name another amount of the year than the table does: their changes start from that.
    SELECT beside.document_id, beside.paragraph_no, beside.measure
    FROM narrative AS beside
    JOIN base
        ON base.disclosure_id = beside.disclosure_id AND base.measure = beside.measure
        AND base.fiscal_year = beside.fiscal_year
    WHERE beside.prior_year IS NULL
    GROUP BY ALL
    HAVING min(abs(beside.amount_yuan - base.amount_yuan) - 2 * beside.half_digit
        - CASE base.unit_printed WHEN '万元' THEN 50 ELSE 0 END) > 0
), balanced AS (
    -- 收支 in one sentence: the change is of both sides where they are equal.
    SELECT disclosure_id FROM base
    WHERE measure IN ('income_total', 'expenditure_total')
    GROUP BY disclosure_id HAVING min(amount_yuan) = max(amount_yuan)
), implied AS (
    SELECT
        change.disclosure_id,
        change.prior_year AS fiscal_year,
        change.measure,
        TRY_CAST(CASE WHEN base.amount_yuan < 0 THEN base.amount_yuan - change.amount_yuan
            ELSE greatest(base.amount_yuan - change.amount_yuan, 0) END AS DECIMAL(20, 2)) AS amount_yuan,
        'implied' AS source,
        CAST(base.fiscal_year AS VARCHAR) || ': ' || CAST(base.amount_yuan AS VARCHAR)
            || CASE WHEN change.amount_yuan < 0 THEN ' + ' ELSE ' - ' END
            || CAST(abs(change.amount_yuan) AS VARCHAR) || ' (' || change.evidence || ')' AS evidence,
        CASE WHEN base.unit_printed = '万元' OR change.unit_printed = '万元' THEN '万元'
             ELSE coalesce(base.unit_printed, change.unit_printed) END AS unit_printed,
        base.fund_source,
        base.fact_id,
        change.fact_id AS change_fact_id,
        CASE WHEN 'disputed' IN (base.proof, change.proof) THEN 'disputed'
             WHEN 'unchecked' IN (base.proof, change.proof) THEN 'unchecked'
             WHEN 'corrected' IN (base.proof, change.proof) THEN 'corrected'
             ELSE 'proven' END AS proof,
        base.statement,
        base.document_id,
        FALSE AS is_own
    FROM stated_change AS change
    JOIN base
        ON base.disclosure_id = change.disclosure_id AND base.measure = change.measure
        AND base.fiscal_year = change.fiscal_year
    ANTI JOIN of_other_money AS other
        ON other.document_id = change.document_id AND other.paragraph_no = change.paragraph_no
        AND other.measure = change.measure
    WHERE (
            NOT change.is_either
            OR change.disclosure_id IN (SELECT disclosure_id FROM balanced)
            OR EXISTS (
                SELECT 1 FROM narrative AS beside
                WHERE beside.disclosure_id = change.disclosure_id AND beside.paragraph_no = change.paragraph_no
                    AND beside.measure = change.measure
            )
        )
        -- A change above the amount itself is of something else, whatever the text says; 50 元 is half of the last digit
        -- of 万元 with two decimals.
        AND (base.amount_yuan < 0 OR base.amount_yuan - change.amount_yuan
            >= CASE WHEN '万元' IN (base.unit_printed, change.unit_printed) THEN -50 ELSE 0 END)
    QUALIFY row_number() OVER (
        PARTITION BY change.disclosure_id, change.prior_year, change.measure
        ORDER BY change.is_either, change.paragraph_no, abs(change.amount_yuan) DESC, change.fact_id
    ) = 1
), figure AS (
    SELECT subject.* EXCLUDE (is_widest), figure.* EXCLUDE (disclosure_id)
    FROM (SELECT * FROM printed UNION ALL BY NAME SELECT * FROM implied) AS figure
    JOIN subject ON subject.disclosure_id = figure.disclosure_id
    QUALIFY row_number() OVER (
        PARTITION BY subject.department_key, subject.scope, subject.subject_unit, subject.kind, figure.fiscal_year,
            figure.measure
        ORDER BY figure.is_own DESC,
            CASE figure.source WHEN 'table' THEN 1 WHEN 'narrative' THEN 2 ELSE 3 END,
            abs(subject.disclosure_year - figure.fiscal_year),
            subject.disclosure_id
    ) = 1
)
SELECT
    region_code,
    region_name,
    department_key,
    department_id,
    department_name,
    peer_group,
    scope,
    subject_unit,
    rank() OVER (
        PARTITION BY whole_key, kind, fiscal_year
        ORDER BY CASE scope WHEN 'department' THEN 1 WHEN 'own' THEN 2 ELSE 3 END
    ) = 1 AS is_widest,
    kind,
    fiscal_year,
    measure,
    amount_yuan,
    source,
    is_own,
    evidence,
    unit_printed,
    fund_source,
    fact_id,
    change_fact_id,
    proof,
    statement,
    disclosure_id,
    disclosure_year,
    document_id
FROM figure
ORDER BY region_code, department_key, fiscal_year, disclosure_id, measure;
