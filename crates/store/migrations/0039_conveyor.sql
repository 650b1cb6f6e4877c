-- Fresh look (R123, R124): whoever decides on a client may hide what was tried before from the
-- employees who work it.
ALTER TABLE interaction ADD COLUMN veiled BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE fresh_look (
    client_id UUID PRIMARY KEY NOT NULL REFERENCES client (id),
    -- what happened up to then is hidden
    since BIGINT NOT NULL,
    hides TEXT NOT NULL,
    reason TEXT NULL,
    decided_by UUID NULL
);

-- What happened with a client on its way through sales (R178-R195), one line a step.
CREATE TABLE conveyor_step (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- who did it; none: the product
    by_id UUID NULL,
    from_id UUID NULL REFERENCES app_user (id),
    to_id UUID NULL REFERENCES app_user (id),
    reason TEXT NULL,
    day TEXT NULL,
    note TEXT NULL,
    -- JSON: answers of a qualification, figures of a check
    details TEXT NULL
);
CREATE INDEX conveyor_step_of_client ON conveyor_step (client_id, at, id);
CREATE INDEX conveyor_step_kind ON conveyor_step (kind, at);

-- Two employees with one client for a time (R184-R188): a hand-over, or one called in. The client
-- stays with its holder; only a hand-over that the client agreed to moves it.
CREATE TABLE joint_work (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    kind TEXT NOT NULL,
    from_id UUID NOT NULL REFERENCES app_user (id),
    to_id UUID NOT NULL REFERENCES app_user (id),
    begun_at BIGINT NOT NULL,
    -- the last day on which both see the client
    until_day TEXT NOT NULL,
    -- JSON: the steps done, each with who and when
    steps TEXT NOT NULL,
    state TEXT NOT NULL,
    accepted_day TEXT NULL,
    person_id UUID NULL REFERENCES person (id),
    reason TEXT NULL,
    note TEXT NULL,
    ended_at BIGINT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX joint_work_open ON joint_work (client_id) WHERE state = 'open';
CREATE INDEX joint_work_to ON joint_work (to_id, until_day) WHERE state = 'open';
CREATE INDEX joint_work_of_client ON joint_work (client_id);
