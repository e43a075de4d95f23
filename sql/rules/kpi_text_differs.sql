-- kpi_text_differs: an indicator's text gives another figure than its target (指标描述与指标值不符).
--
-- Equation: figure in the name or description of an indicator, in the unit of its target = its target value
-- Severity: warning
-- Blocking: no
-- Message: indicator "{indicator}": the text says {figures_in_text} {target_unit}, the target is {target}
-- Row: one indicator of a current disclosure whose text has figures in the unit of its target, none of them the
--   target's. Money is compared in 元; factors of a formula (× 100 %), years, months and days of a date do not count.
-- Columns:
--   disclosure_id    disclosure of the indicator
--   document_id      document of the indicator
--   fact_id          the indicator
--   project_id       its project, null for the department's own
--   indicator        its name (三级指标)
--   description      its description as printed
--   target           target as printed
--   target_unit      unit of the target; 元 for money
--   target_value     target in that unit
--   figures_in_text  figures of the text in that unit
--   difference       first figure of the text - target in 元; null where it is not money
WITH indicator AS (
    SELECT
        kpi.*,
        kpi.amount_yuan IS NOT NULL AS is_money,
        -- '' where the unit cannot be looked for.
        replace(trim(coalesce(kpi.target_unit, '')), '％', '%') AS unit,
        regexp_replace(
            regexp_replace(
                replace(replace(concat_ws(' ', kpi.level3, kpi.description), '％', '%'), '，', ','),
                '(\d),(\d{3})', '\1\2', 'g'
            ),
            '[×xX*✕]\s*100\s*%', '', 'g'
        ) AS text
    FROM core.fact_kpi AS kpi
    JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = kpi.disclosure_id AND disclosure.is_current
    WHERE kpi.target_value IS NOT NULL AND kpi.operator <> 'text'
), printed AS (
    -- Every number of the text with what follows it, by patterns that are the same for all rows.
    SELECT
        *,
        list_zip(
            regexp_extract_all(text, '(\d{1,12}(?:\.\d{1,4})?)\s*([^\d\s]{0,8})', 1),
            regexp_extract_all(text, '(\d{1,12}(?:\.\d{1,4})?)\s*([^\d\s]{0,8})', 2)
        ) AS numbers
    FROM indicator
), found AS (
    SELECT
        *,
        CASE
            WHEN is_money THEN [
                CAST(number[1] AS DECIMAL(20, 4))
                    * CASE left(number[2], 1) WHEN '亿' THEN 100000000 WHEN '万' THEN 10000 ELSE 1 END
                FOR number IN numbers
                IF left(number[2], 1) IN ('万', '亿')
                    OR (starts_with(number[2], '元') AND NOT regexp_matches(number[2], '^元[/每]'))
            ]
            WHEN unit NOT IN ('', '年', '月', '日', '万', '元', '万元') AND NOT contains(unit, '/') THEN [
                CAST(number[1] AS DECIMAL(20, 4)) FOR number IN numbers IF starts_with(number[2], unit)
            ]
        END AS figures
    FROM printed
)
SELECT
    disclosure_id,
    document_id,
    kpi_id AS fact_id,
    project_id,
    coalesce(level3, description) AS indicator,
    description,
    target_raw AS target,
    CASE WHEN is_money THEN '元' ELSE unit END AS target_unit,
    CAST(CASE WHEN is_money THEN amount_yuan ELSE target_value END AS DECIMAL(24, 2)) AS target_value,
    array_to_string(list_transform(figures, lambda figure: CAST(figure AS DECIMAL(20, 2))), ', ') AS figures_in_text,
    CASE WHEN is_money THEN figures[1] - amount_yuan END AS difference
FROM found
WHERE len(figures) > 0
    AND NOT list_contains(figures, CAST(CASE WHEN is_money THEN amount_yuan ELSE target_value END AS DECIMAL(20, 4)))
ORDER BY disclosure_id, document_id, table_no, row_no, seq;
