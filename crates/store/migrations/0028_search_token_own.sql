-- The words of names are looked up by manager only for those who see some clients and not all. A
-- name without a manager is not among those, and most names of a freshly imported base have none.
DROP INDEX search_token_own;
CREATE INDEX search_token_own ON search_token (manager_id, kind, token, entity_id)
    WHERE manager_id IS NOT NULL;
