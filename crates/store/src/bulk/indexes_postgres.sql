-- only the engine named prepares this; see tests/statements.rs
SELECT indexname, indexdef
FROM pg_indexes
WHERE schemaname = current_schema()
    AND tablename IN (
        'client', 'search_token', 'person', 'channel', 'address', 'fact', 'interaction', 'orders',
        'payment'
    )
    AND indexname NOT IN (SELECT conname FROM pg_constraint)
ORDER BY indexname
