-- What employees were taught and how they were tested (R202, R285).
CREATE TABLE training (
    id UUID PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id),
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    day TEXT NOT NULL,
    -- percent
    score BIGINT NULL,
    note TEXT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL
);
-- only: postgres
ALTER TABLE training ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX training_user ON training (user_id, day, id);
