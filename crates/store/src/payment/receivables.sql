SELECT currency, CAST(SUM(billed) AS BIGINT), CAST(SUM(paid) AS BIGINT)
FROM (
    SELECT currency, SUM(total_minor) AS billed, 0 AS paid
    FROM orders
    WHERE client_id = $1 AND deleted_at IS NULL AND status IN ('shipped', 'done')
    GROUP BY currency
    UNION ALL
    SELECT currency, 0, SUM(amount_minor)
    FROM payment
    WHERE client_id = $1 AND deleted_at IS NULL
    GROUP BY currency
) AS sums
GROUP BY currency
ORDER BY currency
