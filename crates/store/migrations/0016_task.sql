-- What somebody has to do by a day, for a client or for none (R125, R126).
CREATE TABLE task (
    id UUID PRIMARY KEY NOT NULL,
    -- tasks made together
    batch_id UUID NULL,
    client_id UUID NULL REFERENCES client (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NULL,
    due_day TEXT NOT NULL,
    assignee_id UUID NOT NULL REFERENCES app_user (id),
    state TEXT NOT NULL,
    result TEXT NULL,
    closed_at BIGINT NULL,
    closed_by UUID NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX task_assignee ON task (assignee_id, state, due_day, id);
CREATE INDEX task_due ON task (due_day, id);
CREATE INDEX task_client ON task (client_id, state);
CREATE INDEX task_batch ON task (batch_id);
