-- What clients answered when asked how likely they are to recommend us (R209).
CREATE TABLE satisfaction (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    -- 0 to 10
    score BIGINT NOT NULL,
    day TEXT NOT NULL,
    asked_by UUID NULL REFERENCES app_user (id),
    channel TEXT NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX satisfaction_client ON satisfaction (client_id);
CREATE INDEX satisfaction_day ON satisfaction (day);
