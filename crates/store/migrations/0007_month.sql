-- How every client stood at the end of each month. Written once, never again (R240).

-- One row a month: by which rules its figures were made, and when.
CREATE TABLE month_snapshot (
    month TEXT PRIMARY KEY NOT NULL,
    definition BIGINT NOT NULL,
    rules TEXT NOT NULL,
    currency TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    afterwards BOOLEAN NOT NULL
);

-- Segment, region and manager as they were when the month was kept. A client that is deleted later
-- stays here, so that the sums of a month do not change.
CREATE TABLE client_figures_month (
    month TEXT NOT NULL,
    client_id UUID NOT NULL,
    manager_id UUID NULL,
    segment_id UUID NULL,
    region TEXT NULL,
    orders BIGINT NOT NULL,
    revenue_minor BIGINT NOT NULL,
    margin_minor BIGINT NULL,
    cv DOUBLE PRECISION NULL,
    abc TEXT NULL,
    xyz TEXT NULL,
    r BIGINT NULL,
    f BIGINT NULL,
    m BIGINT NULL,
    rfm TEXT NULL,
    step TEXT NOT NULL,
    marker TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (month, client_id)
);

-- only: postgres
ALTER TABLE client_figures_month ALTER COLUMN month TYPE TEXT COLLATE "C";
ALTER TABLE month_snapshot ALTER COLUMN month TYPE TEXT COLLATE "C";
-- end
