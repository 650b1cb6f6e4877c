-- Employees, how they sign in, the journal of what they do, settings.

CREATE TABLE team (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE app_user (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL,
    -- the login folded so that look-alikes collide (domain::login)
    login_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team_id UUID NULL REFERENCES team (id),
    language TEXT NOT NULL,
    theme TEXT NOT NULL,
    time_zone TEXT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    -- argon2id in PHC form; NULL: cannot sign in
    password_hash TEXT NULL,
    -- a password given by somebody else works until then, to choose an own one
    one_time_until_at BIGINT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX app_user_team ON app_user (team_id);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    -- SHA-256 of the cookie's secret, hexadecimal: the secret itself is kept nowhere
    token_hash TEXT NOT NULL UNIQUE,
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX session_of_user ON session (user_id);

CREATE TABLE api_token (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES app_user (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    -- codes of domain::policy::TokenScope, a space between
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT NULL,
    used_at BIGINT NULL
);
CREATE INDEX api_token_of_user ON api_token (user_id);

-- One row for each failed attempt to sign in; subject is a hash of "account …" or "address …".
CREATE TABLE login_attempt (
    id UUID PRIMARY KEY,
    subject TEXT NOT NULL,
    attempt_at BIGINT NOT NULL
);
CREATE INDEX login_attempt_subject ON login_attempt (subject, attempt_at);

-- At most one row, and none once there is an owner.
CREATE TABLE setup_token (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Append-only; each line carries the hash of the one before it.
CREATE TABLE journal (
    seq BIGINT PRIMARY KEY,
    made_at BIGINT NOT NULL,
    actor_id UUID NULL,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id UUID NULL,
    client_id UUID NULL,
    before TEXT NULL,
    after TEXT NULL,
    request TEXT NOT NULL,
    undo_of BIGINT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX journal_entity ON journal (entity_id, seq);
CREATE INDEX journal_client ON journal (client_id, seq);
CREATE INDEX journal_actor ON journal (actor_id, seq);
CREATE INDEX journal_made ON journal (made_at);
CREATE UNIQUE INDEX journal_undo ON journal (undo_of);

CREATE TABLE journal_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '');

-- Answers of POST requests that carried an Idempotency-Key.
CREATE TABLE idempotency (
    user_id UUID NOT NULL,
    request_key TEXT NOT NULL,
    -- SHA-256 of method, path and body
    request_hash TEXT NOT NULL,
    -- NULL while the first request runs
    status BIGINT NULL,
    headers TEXT NULL,
    body TEXT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, request_key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Only settings that differ from their default; value is JSON.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
