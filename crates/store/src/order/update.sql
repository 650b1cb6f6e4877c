UPDATE orders
SET version = $2, number = $3, client_id = $4, day = $5, status = $6, manager_id = $7,
    currency = $8, rate = $9, note = $10, total_minor = $11, base_total_minor = $12,
    margin_minor = $13, is_sale = $14, updated_at = $15
WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL
