-- What a client could buy of a product group in a year, from anybody (R206, R223): with its source
-- and day, because it goes stale; the newest of a group is in force.
CREATE TABLE potential (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    product_group_id UUID NOT NULL REFERENCES product_group (id),
    -- a year, reporting currency
    amount_minor BIGINT NOT NULL,
    origin TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX potential_client ON potential (client_id);
CREATE INDEX potential_product_group ON potential (product_group_id);
