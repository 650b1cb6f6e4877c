-- Where clients come from (R64–R80): the kind of each source, how long it is in use, what it cost.
ALTER TABLE source ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';
ALTER TABLE source ADD COLUMN from_day TEXT NULL;
ALTER TABLE source ADD COLUMN until_day TEXT NULL;
ALTER TABLE source ADD COLUMN note TEXT NULL;

CREATE TABLE source_cost (
    id UUID PRIMARY KEY NOT NULL,
    source_id UUID NOT NULL REFERENCES source (id),
    basis TEXT NOT NULL,
    -- the sum, or the price of one item
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    -- the whole in the reporting currency, at the rate of its first day
    base_total_minor BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    -- the import whose rows were paid for
    import_id UUID NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX source_cost_source ON source_cost (source_id, from_day);
