-- What is planned for an employee (R127): contacts of a weekday ('1' Monday to '7') or of a date,
-- clients on a step of the funnel.
CREATE TABLE work_plan (
    user_id UUID NOT NULL REFERENCES app_user (id),
    measure TEXT NOT NULL,
    place TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (user_id, measure, place)
);

-- Time spent with a client, and whether it was for winning or for developing it (R217).
ALTER TABLE interaction ADD COLUMN minutes BIGINT NULL;
ALTER TABLE interaction ADD COLUMN purpose TEXT NULL;
CREATE INDEX interaction_time ON interaction (happened_at, created_by, kind, effect)
    WHERE deleted_at IS NULL;

-- Tasks done in some days.
CREATE INDEX task_closed ON task (closed_at, assignee_id) WHERE closed_at IS NOT NULL;

-- How many clients each employee has on each step of the funnel (R268).
CREATE INDEX client_step ON client (manager_id, marker) WHERE deleted_at IS NULL;
