-- How far can each document be trusted?
--
-- Reading: proven_share is by number of figures, proven_amount_share by money. Look at the documents at the top first.
SELECT document_path, status, figures, disputed, unparsed, proven_share, errors, warnings
FROM mart.data_quality
WHERE status = 'loaded'
ORDER BY proven_share, document_path;
