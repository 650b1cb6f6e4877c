UPDATE client SET region = (
    SELECT a.region FROM address a
    WHERE a.client_id = $1 AND a.deleted_at IS NULL AND a.region <> ''
    ORDER BY CASE a.kind
        WHEN 'actual' THEN 1 WHEN 'legal' THEN 2 WHEN 'delivery' THEN 3 ELSE 4
    END, a.created_at, a.id LIMIT 1)
WHERE id = $1
