-- A task may have a time of day on the company's clock, and a length (R181).
ALTER TABLE task ADD COLUMN starts TEXT NULL;
ALTER TABLE task ADD COLUMN minutes BIGINT NULL;
CREATE INDEX task_calendar ON task (assignee_id, due_day, starts);

-- The month and day (MM-DD) that a birthday tells (R254). Those written in the two usual ways are
-- read here, the others when their card is next written.
ALTER TABLE fact ADD COLUMN yearly TEXT NULL;
UPDATE fact SET yearly = substr(value, 6, 5)
    WHERE fact_type = 'birthday' AND length(value) = 10 AND value LIKE '____-__-__'
    AND substr(value, 6, 5) BETWEEN '01-01' AND '12-31';
UPDATE fact SET yearly = substr(value, 4, 2) || '-' || substr(value, 1, 2)
    WHERE fact_type = 'birthday' AND length(value) = 10 AND value LIKE '__.__.____'
    AND substr(value, 4, 2) || '-' || substr(value, 1, 2) BETWEEN '01-01' AND '12-31';
CREATE INDEX fact_yearly ON fact (yearly) WHERE yearly IS NOT NULL;

-- The secret address at which a calendar program reads one's calendar; only its hash is kept.
CREATE TABLE calendar_feed (
    user_id UUID PRIMARY KEY NOT NULL REFERENCES app_user (id),
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT NULL
);
CREATE UNIQUE INDEX calendar_feed_token ON calendar_feed (token_hash);
