-- proof_without_identity: a figure's proof is not what its identities say (证明与勾稽结果不符).
--
-- Equation: proof = disputed where an identity of the figure fails, proven or corrected where it is in some and all
--   hold, unchecked where it is in none. A line item of recognised text is unchecked too where its identities hold
--   within rounding only, and may be where it prints no decimals: a digit that recognition lost would not show
-- Severity: error
-- Blocking: no
-- Message: fact {fact_id} ({printed}) is called {proof}, but it is in {identities} identities of which {failing} fail
-- Row: one line item or narrative amount of a current disclosure.
-- Columns:
--   disclosure_id  disclosure of the fact
--   document_id    document of the fact
--   fact_id        the fact
--   printed        amount as printed
--   proof          what the fact says of itself
--   identities     identities it is a member of
--   failing        those of them that do not hold
--   difference     always null: not an amount
WITH fact AS (
    SELECT
        line_item_id AS fact_id,
        item.disclosure_id,
        document_id,
        amount_raw AS printed,
        proof,
        coalesce(starts_with(document.reader, 'scan') OR document.reader = 'ocr_text', false) AS is_recognised
    FROM core.fact_line_item AS item
    LEFT JOIN raw.document AS document USING (document_id)
    UNION ALL SELECT narrative_id, disclosure_id, document_id, raw, proof, false FROM core.fact_narrative
), checked AS (
    SELECT
        member.fact_id,
        count(DISTINCT result.identity_id) AS identities,
        count(DISTINCT result.identity_id) FILTER (WHERE result.holds = 'no') AS failing,
        count(DISTINCT result.identity_id) FILTER (WHERE result.holds = 'exact') AS exact
    FROM audit.identity_member AS member
    JOIN audit.identity_result AS result USING (identity_id)
    GROUP BY member.fact_id
)
SELECT
    fact.disclosure_id,
    fact.document_id,
    fact.fact_id,
    fact.printed,
    fact.proof,
    coalesce(checked.identities, 0) AS identities,
    coalesce(checked.failing, 0) AS failing,
    NULL AS difference
FROM fact
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id AND disclosure.is_current
LEFT JOIN checked ON checked.fact_id = fact.fact_id
WHERE CASE fact.proof
        WHEN 'disputed' THEN coalesce(checked.failing, 0) = 0
        WHEN 'unchecked' THEN checked.fact_id IS NOT NULL
            AND NOT (fact.is_recognised AND (checked.exact = 0 OR NOT contains(fact.printed, '.')))
        ELSE checked.fact_id IS NULL OR checked.failing > 0 OR (fact.is_recognised AND checked.exact = 0)
    END
ORDER BY fact.disclosure_id, fact.fact_id;
