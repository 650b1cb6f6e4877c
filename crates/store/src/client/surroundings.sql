SELECT s.name, so.name, co.name, u.name, a.name, g.name,
    f.abc, f.xyz, f.r, f.f, f.m, f.revenue_minor, f.orders, f.last_day, f.state
FROM client c
LEFT JOIN segment s ON s.id = c.segment_id
LEFT JOIN source so ON so.id = c.source_id
LEFT JOIN competitor co ON co.id = c.competitor_id
LEFT JOIN company_group g ON g.id = c.company_group_id
LEFT JOIN app_user u ON u.id = c.manager_id
LEFT JOIN app_user a ON a.id = c.created_by
LEFT JOIN client_figures f ON f.client_id = c.id
WHERE c.id = $1
