-- What employees did with notices of their inbox; the notices themselves are worked out.
CREATE TABLE inbox_mark (
    user_id UUID NOT NULL REFERENCES app_user (id),
    key TEXT NOT NULL,
    -- none: done with it
    snoozed_until BIGINT NULL,
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX inbox_mark_at ON inbox_mark (marked_at);
CREATE INDEX holding_withdrawn ON holding (user_id, ended_at) WHERE ending = 'withdrawn';
