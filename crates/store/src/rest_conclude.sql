UPDATE client SET rest_until = CASE
    WHEN x.days = 0 THEN NULL
    WHEN x.rest_agreed_at IS NULL OR x.rest_agreed_at >= x.rest_from + x.days * 86400000000
        THEN x.rest_from + x.days * 86400000000
    WHEN x.rest_agreed_at < x.rest_from THEN x.rest_from
    ELSE x.rest_agreed_at
END
FROM (
    SELECT c.id, c.rest_from, c.rest_agreed_at, COALESCE(s.rest_days, CASE
        WHEN c.relation = 'current' THEN CAST($1 AS BIGINT)
        WHEN c.temperature = 'hot' THEN CAST($2 AS BIGINT)
        WHEN c.temperature = 'warm' THEN CAST($3 AS BIGINT)
        WHEN c.temperature = 'cold' THEN CAST($4 AS BIGINT)
        ELSE CAST($5 AS BIGINT)
    END) AS days
    FROM client c LEFT JOIN segment s ON s.id = c.segment_id
    WHERE c.rest_from >= $6
) x
WHERE client.id = x.id
