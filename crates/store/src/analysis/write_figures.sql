INSERT INTO client_figures (
    client_id, as_of_day, window_code, orders, revenue_minor, margin_minor, first_day, last_day,
    assortment, cheque_minor, abc, xyz, cv, r, f, m, state, ltv_minor
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (client_id) DO UPDATE SET
    as_of_day = excluded.as_of_day, window_code = excluded.window_code, orders = excluded.orders,
    revenue_minor = excluded.revenue_minor, margin_minor = excluded.margin_minor,
    first_day = excluded.first_day, last_day = excluded.last_day,
    assortment = excluded.assortment, cheque_minor = excluded.cheque_minor, abc = excluded.abc,
    xyz = excluded.xyz, cv = excluded.cv, r = excluded.r, f = excluded.f, m = excluded.m,
    state = excluded.state, ltv_minor = excluded.ltv_minor
