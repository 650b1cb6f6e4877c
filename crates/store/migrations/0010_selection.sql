-- Named sets of clients with the rule that drew them. Each drawing is an edition of its own: the
-- selection says which one counts, so bringing up to date is undone by pointing back.
CREATE TABLE selection (
    id UUID PRIMARY KEY NOT NULL,
    owner_id UUID NOT NULL REFERENCES app_user (id),
    name TEXT NOT NULL,
    note TEXT NULL,
    shared BOOLEAN NOT NULL,
    -- the rule, JSON
    origin TEXT NOT NULL,
    edition BIGINT NOT NULL,
    drawn_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX selection_owner ON selection (owner_id);

CREATE TABLE selection_client (
    selection_id UUID NOT NULL REFERENCES selection (id),
    edition BIGINT NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    PRIMARY KEY (selection_id, edition, client_id)
);
CREATE INDEX selection_client_client ON selection_client (client_id);
