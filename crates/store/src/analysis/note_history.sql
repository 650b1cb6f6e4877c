INSERT INTO client_figures_history (
    client_id, as_of_day, orders, revenue_minor, abc, xyz, r, f, m, state
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (client_id, as_of_day) DO UPDATE SET
    orders = excluded.orders, revenue_minor = excluded.revenue_minor, abc = excluded.abc,
    xyz = excluded.xyz, r = excluded.r, f = excluded.f, m = excluded.m, state = excluded.state
