-- identity_fails: an identity of a disclosure does not hold (勾稽关系不成立).
--
-- Equation: sum of one side of the identity = sum of the other side, within the rounding of the printed figures
-- Severity: error
-- Blocking: no
-- Message: {rule} in {statement}: {equation}; off by {difference} 元, rounding explains {tolerance} 元
-- Row: one identity of a current disclosure that fails; those of texts against tables are in
--   narrative_differs_from_table.
-- Columns:
--   disclosure_id  disclosure it belongs to
--   document_id    document it belongs to
--   fact_id        its first member
--   identity_id    the identity (audit.identity_result)
--   rule           kind of identity
--   statement      statement it holds in
--   equation       as readable text
--   expected       one side in 元
--   actual         the other side in 元
--   tolerance      what rounding explains, in 元
--   difference     actual - expected in 元
SELECT
    result.disclosure_id,
    result.document_id,
    min(member.fact_id) AS fact_id,
    result.identity_id,
    result.rule,
    coalesce(result.statement, 'several tables') AS statement,
    result.equation,
    result.expected,
    result.actual,
    result.tolerance,
    result.difference
FROM audit.identity_result AS result
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = result.disclosure_id AND disclosure.is_current
LEFT JOIN audit.identity_member AS member ON member.identity_id = result.identity_id
WHERE result.holds = 'no' AND result.rule <> 'text = table'
GROUP BY ALL
ORDER BY result.disclosure_id, result.identity_id;
