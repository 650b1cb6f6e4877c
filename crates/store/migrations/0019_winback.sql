-- Cases of lost key clients that are to be won back (R250).
CREATE TABLE winback (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    opened_day TEXT NOT NULL,
    reason TEXT NULL,
    -- JSON: the steps taken, each with its day and note
    steps TEXT NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX winback_client ON winback (client_id);
CREATE INDEX winback_outcome ON winback (outcome, opened_day);
