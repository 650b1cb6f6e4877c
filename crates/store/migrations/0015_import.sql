-- Bringing a base in: runs, their rows as they were read, what became of each, mappings kept by
-- the layout of a table.

CREATE TABLE import_run (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    -- as its owner called it; the file itself is found by the id
    file_name TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    file_sha256 TEXT NOT NULL,
    -- JSON: how the file is read and the rules of writing
    options TEXT NOT NULL,
    -- JSON: what was seen in the file, its headings and first rows
    source TEXT NULL,
    -- JSON
    mapping TEXT NULL,
    layout_key TEXT NULL,
    -- rows read so far; all of them once it is staged
    staged BIGINT NOT NULL,
    -- JSON: rows by finding, rows by outcome of the last check, of the run and of its undoing
    findings TEXT NOT NULL,
    checked TEXT NULL,
    outcomes TEXT NOT NULL,
    undone TEXT NULL,
    error TEXT NULL,
    job_id UUID NULL,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT NULL,
    undone_at BIGINT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX import_run_created ON import_run (created_at, id);

-- only: sqlite
CREATE TABLE import_row (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    sheet BIGINT NOT NULL,
    -- the row of the file
    place BIGINT NOT NULL,
    -- JSON: the cells as they were read, and the columns that people changed
    cells TEXT NOT NULL,
    edits TEXT NULL,
    chosen BOOLEAN NOT NULL,
    -- rows of one order
    group_key TEXT NULL,
    -- 0 nothing found, 1 repaired, 2 warning, 3 error
    severity BIGINT NOT NULL,
    findings TEXT NULL,
    -- what people decided for this row
    decision TEXT NULL,
    PRIMARY KEY (run_id, number)
) WITHOUT ROWID;

CREATE TABLE import_plan (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    match_id UUID NULL,
    match_key TEXT NULL,
    refusal TEXT NULL,
    PRIMARY KEY (run_id, number)
) WITHOUT ROWID;

CREATE TABLE import_outcome (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    record_id UUID NULL,
    refusal TEXT NULL,
    -- what became of it when the import was taken back, and JSON of the fields left alone
    undo TEXT NULL,
    conflicts TEXT NULL,
    PRIMARY KEY (run_id, number)
) WITHOUT ROWID;
-- end
-- only: postgres
CREATE TABLE import_row (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    sheet BIGINT NOT NULL,
    place BIGINT NOT NULL,
    cells TEXT NOT NULL,
    edits TEXT NULL,
    chosen BOOLEAN NOT NULL,
    group_key TEXT COLLATE "C" NULL,
    severity BIGINT NOT NULL,
    findings TEXT NULL,
    decision TEXT NULL,
    PRIMARY KEY (run_id, number)
);

CREATE TABLE import_plan (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    match_id UUID NULL,
    match_key TEXT NULL,
    refusal TEXT NULL,
    PRIMARY KEY (run_id, number)
);

CREATE TABLE import_outcome (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    record_id UUID NULL,
    refusal TEXT NULL,
    undo TEXT NULL,
    conflicts TEXT NULL,
    PRIMARY KEY (run_id, number)
);
-- end
CREATE INDEX import_row_found ON import_row (run_id, severity, number) WHERE severity > 0;
CREATE INDEX import_row_group ON import_row (run_id, group_key, number) WHERE group_key IS NOT NULL;
CREATE INDEX import_outcome_record ON import_outcome (record_id) WHERE record_id IS NOT NULL;

CREATE TABLE import_profile (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    layout_key TEXT NULL,
    -- JSON
    mapping TEXT NOT NULL,
    options TEXT NOT NULL,
    -- whose it is; nobody's is everybody's
    user_id UUID NULL REFERENCES app_user (id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX import_profile_layout ON import_profile (layout_key);
