-- Folders that are looked into again and again: their files are brought in by a kept mapping.

CREATE TABLE import_feed (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    -- a folder right under the root that the configuration names
    folder TEXT NOT NULL,
    -- of the names of files; * and ?
    pattern TEXT NOT NULL,
    profile_id UUID NOT NULL REFERENCES import_profile (id),
    minutes BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    -- in whose name: who changed it last
    user_id UUID NOT NULL REFERENCES app_user (id),
    -- JSON: files that were there at the last look, with their sizes
    seen TEXT NOT NULL,
    looked_at BIGINT NULL,
    -- why the last look failed: a stable code
    error TEXT NULL,
    job_id UUID NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

ALTER TABLE import_run ADD COLUMN feed_id UUID NULL;
CREATE INDEX import_run_feed ON import_run (feed_id, created_at, id) WHERE feed_id IS NOT NULL;
