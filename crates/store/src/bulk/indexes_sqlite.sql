-- only the engine named prepares this; see tests/statements.rs
SELECT name, sql
FROM sqlite_master
WHERE type = 'index'
    AND sql IS NOT NULL
    AND tbl_name IN (
        'client', 'search_token', 'person', 'channel', 'address', 'fact', 'interaction', 'orders',
        'payment'
    )
ORDER BY name
