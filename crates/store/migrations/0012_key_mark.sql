-- Why clients are key besides their volume (R247).
CREATE TABLE key_mark (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    attribute TEXT NOT NULL,
    note TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX key_mark_client ON key_mark (client_id);
