-- When a critical field of a card was last made sure of (R110).
CREATE TABLE verification (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    field TEXT NOT NULL,
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE verification ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX verification_client ON verification (client_id, day);

-- How well the whole base was filled, day by day; written by the nightly snapshot.
CREATE TABLE quality_day (
    day TEXT PRIMARY KEY NOT NULL,
    clients BIGINT NOT NULL,
    -- hundredths
    score BIGINT NOT NULL,
    -- clients with each trait, a JSON list in the order of `domain::quality::Trait`
    having_counts TEXT NOT NULL
);
-- only: postgres
ALTER TABLE quality_day ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
