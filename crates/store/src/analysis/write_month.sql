INSERT INTO client_figures_month (
    month, client_id, manager_id, segment_id, region, orders, revenue_minor, margin_minor, cv,
    abc, xyz, r, f, m, rfm, step, marker, state, temperature
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
