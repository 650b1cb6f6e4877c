-- Calls in a row that nobody answered.
ALTER TABLE channel ADD COLUMN unanswered BIGINT NOT NULL DEFAULT 0;

-- Numbers and whole clients that are set aside with a reason and the day of the next look
-- (R100–R102). Nothing is deleted: what is let go keeps its line.
CREATE TABLE quarantine (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    -- none: the whole client
    channel_id UUID NULL REFERENCES channel (id),
    reason TEXT NOT NULL,
    note TEXT NULL,
    since_day TEXT NOT NULL,
    return_day TEXT NOT NULL,
    released_day TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE quarantine ALTER COLUMN return_day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX quarantine_client ON quarantine (client_id);
CREATE INDEX quarantine_channel ON quarantine (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX quarantine_by_return ON quarantine (return_day, id)
    WHERE released_day IS NULL AND deleted_at IS NULL;
