-- table_empty_without_note: a table prints no figure and nothing says why (空表无说明).
--
-- Equation: printed figures of the table + notes that say it is empty >= 1
-- Severity: warning
-- Blocking: no
-- Message: table {table_no} ({statement}, {title}) prints no figure, and neither it nor the text says that there is none
-- Row: one table of a current disclosure. A printed 0 is a figure; a note counts wherever it stands in the disclosure.
-- Columns:
--   disclosure_id  disclosure of the table
--   document_id    document of the table
--   fact_id        always null: the table has no facts
--   table_no       table of the document
--   statement      statement (as raw.table.statement)
--   title          title as printed
--   difference     always null: not an amount
WITH topic(statement, pattern) AS (
    VALUES
        ('gov_fund_expenditure', '基金'),
        ('state_capital_expenditure', '国有资本'),
        ('three_public', '三公'),
        ('procurement', '采购'),
        ('purchase_of_services', '购买'),
        ('project_list', '项目'),
        ('project_performance', '项目|绩效'),
        ('project_performance_summary', '项目|绩效'),
        ('overall_performance', '绩效'),
        ('carry_over_expenditure', '结转'),
        ('fixed_assets', '资产'),
        ('operating_cost', '运行经费'),
        ('meeting_training', '会议|培训')
), candidate AS (
    SELECT
        printed.disclosure_id, printed.document_id, printed.table_no, printed.statement, printed.title,
        -- There is none of it, or it is empty, not there or 0.
        replace(
            '(没有|无|未安排|未使用|未发生|不涉及)[^，。；,;]{0,12}(TOPIC)|'
                || '(TOPIC)[^，。；,;]{0,25}(空表|没有|无数据|为空|不涉及|未安排|[^\d.]0(\.0+)?万?元)',
            'TOPIC', coalesce(topic.pattern, '本表|此表|该表')
        ) AS note
    FROM raw."table" AS printed
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = printed.disclosure_id AND disclosure.is_current
    LEFT JOIN topic USING (statement)
    WHERE printed.state = 'declared_empty' AND NOT EXISTS (
        FROM core.fact_line_item AS item
        WHERE item.document_id = printed.document_id AND item.table_no = printed.table_no
    )
), nil AS MATERIALIZED (
    -- A pattern that is the same for all rows is compiled once: few paragraphs are left for the others.
    SELECT disclosure_id, regexp_replace(text, '\s+', '', 'g') AS text
    FROM raw.paragraph
    SEMI JOIN candidate USING (disclosure_id)
    WHERE regexp_matches(text, '空\s*表|没\s*有|无|未|为\s*空|不\s*涉\s*及|0(\.\s*0+)?\s*万?\s*元')
), in_text AS (
    SELECT candidate.document_id, candidate.table_no
    FROM candidate
    JOIN nil ON nil.disclosure_id = candidate.disclosure_id AND regexp_matches(nil.text, candidate.note)
), in_table AS (
    SELECT candidate.document_id, candidate.table_no
    FROM candidate
    JOIN raw.cell AS cell
        ON cell.document_id = candidate.document_id AND cell.table_no = candidate.table_no
        AND regexp_matches(regexp_replace(cell.text, '\s+', '', 'g'), '空表|没有|不涉及|^(注[:：])?无')
)
SELECT
    candidate.disclosure_id, candidate.document_id, NULL AS fact_id, candidate.table_no, candidate.statement,
    candidate.title, NULL AS difference
FROM candidate
ANTI JOIN in_text USING (document_id, table_no)
ANTI JOIN in_table USING (document_id, table_no)
ORDER BY candidate.disclosure_id, candidate.document_id, candidate.table_no;
