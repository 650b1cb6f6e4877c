-- What is known of the next clients: each column is one sign.
SELECT c.id,
    COALESCE((SELECT SUM(p.amount_minor) FROM potential p WHERE p.client_id = c.id
        AND p.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM potential n
            WHERE n.client_id = p.client_id AND n.product_group_id = p.product_group_id
            AND n.deleted_at IS NULL AND (n.day > p.day OR (n.day = p.day AND n.id > p.id)))), 0),
    f.abc,
    CASE WHEN EXISTS (SELECT 1 FROM key_mark k WHERE k.client_id = c.id
        AND k.deleted_at IS NULL) THEN 1 ELSE 0 END,
    c.temperature,
    CASE WHEN c.tax_number IS NOT NULL THEN 1 ELSE 0 END,
    CASE WHEN c.last_effective_at >= $2 THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM person p WHERE p.client_id = c.id
        AND p.deleted_at IS NULL AND p.decision_role = 'maker') THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM verification v WHERE v.client_id = c.id
        AND v.deleted_at IS NULL AND v.day >= $3) THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM payment y WHERE y.client_id = c.id
        AND y.deleted_at IS NULL AND y.day >= $4) THEN 1 ELSE 0 END,
    -- only where payments are kept at all: else everybody would owe
    CASE WHEN EXISTS (SELECT 1 FROM payment y WHERE y.client_id = c.id AND y.deleted_at IS NULL)
        AND COALESCE((SELECT SUM(o.base_total_minor) FROM orders o WHERE o.client_id = c.id
            AND o.deleted_at IS NULL AND o.status IN ('shipped', 'done') AND o.day <= $5), 0)
        > COALESCE((SELECT SUM(y.base_amount_minor) FROM payment y WHERE y.client_id = c.id
            AND y.deleted_at IS NULL), 0) THEN 1 ELSE 0 END,
    CASE WHEN c.returns_at > $6 THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM quarantine q WHERE q.client_id = c.id
        AND q.channel_id IS NULL AND q.released_day IS NULL AND q.deleted_at IS NULL)
        THEN 1 ELSE 0 END
FROM client c LEFT JOIN client_figures f ON f.client_id = c.id
WHERE c.deleted_at IS NULL AND c.id > $1 ORDER BY c.id LIMIT $7
