-- What is known of the rows of an import, by the last comparison with the base and with each other.
-- A row that stands here not is new.
CREATE TABLE import_known (
    run_id UUID NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    -- same, doubtful
    known TEXT NOT NULL,
    -- the client of the base, or the earlier row of the file
    match_id UUID NULL,
    match_row BIGINT NULL,
    match_key TEXT NOT NULL,
    -- of a likeness: millionths, and JSON: part, level, bits, count
    chance BIGINT NULL,
    reasons TEXT NULL,
    PRIMARY KEY (run_id, number)
);
