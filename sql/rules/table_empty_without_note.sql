-- table_empty_without_note: a table prints no figure and nothing says why (空表无说明).
--
-- Equation: printed figures of the table + notes that say there is none of it >= 1
-- Severity: warning
-- Blocking: no
-- Message: table {table_no} ({statement}, {title}) prints no figure, and neither it nor the text says that there is none
-- Row: one table of a known statement of a current disclosure, without indicators. A printed 0 is a figure; a note
--   counts wherever it stands in the disclosure.
-- Columns:
--   disclosure_id  disclosure of the table
--   document_id    document of the table
--   fact_id        always null: the table has no facts
--   table_no       table of the document
--   statement      statement (as raw.table.statement)
--   title          title as printed
--   difference     always null: not an amount
WITH topic(statement, word) AS (
    VALUES
        ('gov_fund_expenditure', '基金'),
        ('state_capital_expenditure', '国有资本'),
        ('general_public_expenditure', '一般公共预算'),
        ('basic_by_economic', '一般公共预算'),
        ('basic_by_economic', '基本支出'),
        ('three_public', '三公'),
        ('procurement', '采购'),
        ('purchase_of_services', '购买'),
        ('project_list', '项目'),
        ('project_performance', '项目'),
        ('project_performance', '绩效'),
        ('project_performance_summary', '项目'),
        ('project_performance_summary', '绩效'),
        ('overall_performance', '绩效'),
        ('carry_over_expenditure', '结转'),
        ('fixed_assets', '资产'),
        ('operating_cost', '运行经费'),
        ('meeting_training', '会议'),
        ('meeting_training', '培训')
), candidate AS (
    SELECT printed.disclosure_id, printed.document_id, printed.table_no, printed.statement, printed.title
    FROM raw."table" AS printed
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
    ANTI JOIN core.fact_line_item AS item
        ON item.document_id = printed.document_id AND item.table_no = printed.table_no
    ANTI JOIN core.fact_kpi AS kpi ON kpi.document_id = printed.document_id AND kpi.table_no = printed.table_no
    WHERE printed.state = 'declared_empty' AND printed.statement <> 'other'
), clause AS MATERIALIZED (
    SELECT disclosure_id, unnest(string_split_regex(regexp_replace(text, '\s+', '', 'g'), '[，。；：,;:]')) AS clause
    FROM raw.paragraph
    SEMI JOIN candidate USING (disclosure_id)
    WHERE regexp_matches(text, '空|没\s*有|无|未|不\s*涉\s*及|0')
), nil AS MATERIALIZED (
    -- There is none of it, or it is empty, or 0; 无形资产 are assets.
    SELECT DISTINCT disclosure_id, clause
    FROM clause
    WHERE regexp_matches(
        replace(clause, '无形', ''), '空表|为空|没有|无|未安排|未使用|未发生|不涉及|(^|[^\d.])0(\.0+)?(万?元|$)'
    )
), in_text AS (
    SELECT candidate.document_id, candidate.table_no
    FROM candidate
    LEFT JOIN topic USING (statement)
    JOIN nil
        ON nil.disclosure_id = candidate.disclosure_id
        AND (contains(nil.clause, topic.word) OR regexp_matches(nil.clause, '[本此该]表'))
), in_table AS (
    SELECT candidate.document_id, candidate.table_no
    FROM candidate
    JOIN raw.cell AS cell ON cell.document_id = candidate.document_id AND cell.table_no = candidate.table_no
    WHERE regexp_matches(cell.text, '空\s*表|没\s*有|不\s*涉\s*及|^\s*(注\s*[:：])?\s*无')
)
SELECT
    candidate.disclosure_id, candidate.document_id, NULL AS fact_id, candidate.table_no, candidate.statement,
    candidate.title, NULL AS difference
FROM candidate
ANTI JOIN in_text USING (document_id, table_no)
ANTI JOIN in_table USING (document_id, table_no)
ORDER BY candidate.disclosure_id, candidate.document_id, candidate.table_no;
