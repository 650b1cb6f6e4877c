INSERT INTO orders (
    id, number, client_id, day, status, manager_id, currency, rate, note, total_minor,
    base_total_minor, margin_minor, is_sale, version, created_by, created_at, updated_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
