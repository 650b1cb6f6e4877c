-- Each stay of a client with an employee (R116, R117). The one that goes on belongs to the manager
-- of the card; there is never another.
CREATE TABLE holding (
    client_id UUID NOT NULL REFERENCES client (id),
    seq BIGINT NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id),
    since BIGINT NOT NULL,
    -- the end of the term; none: without one
    until_at BIGINT NULL,
    result_at BIGINT NULL,
    results BIGINT NOT NULL,
    ended_at BIGINT NULL,
    ending TEXT NULL,
    -- JSON: why the client went to this employee, when the product chose (R287)
    why TEXT NULL,
    PRIMARY KEY (client_id, seq)
);
CREATE UNIQUE INDEX holding_open ON holding (client_id) WHERE ended_at IS NULL;
CREATE INDEX holding_of_user ON holding (user_id, until_at, client_id) WHERE ended_at IS NULL;
CREATE INDEX holding_due ON holding (until_at) WHERE ended_at IS NULL AND until_at IS NOT NULL;

-- Clients that wait in the pool, and those of an employee, in the order in which they are worked.
CREATE INDEX client_pool ON client (relation, COALESCE(temperature, ''), COALESCE(last_effective_at, 0), id)
    WHERE manager_id IS NULL AND deleted_at IS NULL;
CREATE INDEX client_queue ON client (manager_id, COALESCE(temperature, ''), COALESCE(last_effective_at, 0), id)
    WHERE manager_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX client_turned ON client (manager_id, turned_at)
    WHERE turned_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX client_agreed ON client (manager_id, rest_agreed_at)
    WHERE rest_agreed_at IS NOT NULL AND deleted_at IS NULL;

-- Clients that had a manager before this rule are held without a term until the next result.
INSERT INTO holding (client_id, seq, user_id, since, until_at, result_at, results, ended_at, ending, why)
SELECT id, 1, manager_id, updated_at, NULL, NULL, 0, NULL, NULL, NULL
FROM client WHERE manager_id IS NOT NULL AND deleted_at IS NULL;
