SELECT o.client_id, o.id, o.day, o.manager_id, l.product_id, l.quantity_milli,
    l.base_amount_minor, l.base_cost_minor
FROM orders o
CROSS JOIN client c
CROSS JOIN order_line l
WHERE o.client_id = $1
    AND o.deleted_at IS NULL
    AND o.status IN ('confirmed', 'shipped', 'done')
    AND c.id = o.client_id
    AND c.deleted_at IS NULL
    AND l.order_id = o.id
ORDER BY o.day, o.id
