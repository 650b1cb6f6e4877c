-- Cleaned lists (R111): what was checked and released, frozen with the rules of that day. Nothing
-- changes but that a list can be withdrawn.
CREATE TABLE clean_list (
    id UUID PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    note TEXT NULL,
    selection_id UUID NULL REFERENCES selection (id),
    -- what it was checked by, JSON
    rules TEXT NOT NULL,
    day TEXT NOT NULL,
    released_at BIGINT NOT NULL,
    released_by UUID NOT NULL REFERENCES app_user (id),
    withdrawn_at BIGINT NULL,
    withdrawn_by UUID NULL REFERENCES app_user (id),
    withdrawn_reason TEXT NULL
);

CREATE TABLE clean_list_client (
    list_id UUID NOT NULL REFERENCES clean_list (id),
    client_id UUID NOT NULL REFERENCES client (id),
    -- none: on the list
    reason TEXT NULL,
    twin_id UUID NULL REFERENCES client (id),
    source_id UUID NULL,
    PRIMARY KEY (list_id, client_id)
);
