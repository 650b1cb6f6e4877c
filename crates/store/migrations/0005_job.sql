-- Background work: a queue that several processes may serve.

CREATE TABLE job (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- work that is due once in a period names it ("backup 2026-03-01"), so that it is queued once
    slot TEXT NULL UNIQUE,
    progress BIGINT NOT NULL,
    -- 0: not known
    total BIGINT NOT NULL,
    started_by UUID NULL REFERENCES app_user (id),
    -- JSON objects
    params TEXT NOT NULL,
    result TEXT NULL,
    -- a stable code
    error TEXT NULL,
    attempts BIGINT NOT NULL,
    -- who runs it; somebody else may take it over when the lease has run out
    holder UUID NULL,
    lease_until BIGINT NULL,
    cancel BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_kind ON job (kind, state, id);
CREATE INDEX job_started_by ON job (started_by, id);
CREATE INDEX job_ended ON job (ended_at);
