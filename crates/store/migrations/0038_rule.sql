-- Changes of rules that wait for their day, and those that came.
CREATE TABLE rule_change (
    id UUID PRIMARY KEY NOT NULL,
    -- JSON: values by name of the setting; null goes back to the default
    changes TEXT NOT NULL,
    from_day TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- an employee, or the console
    created_by UUID NOT NULL,
    closed_at BIGINT NULL
);
-- only: postgres
ALTER TABLE rule_change ALTER COLUMN from_day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX rule_change_waiting ON rule_change (from_day, created_at) WHERE state = 'waiting';
CREATE INDEX rule_change_created ON rule_change (created_at, id);
