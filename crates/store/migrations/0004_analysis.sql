-- How the classes of clients moved. The snapshot of now is client_figures (0002).

-- One row each time a class of a client changed; the row of a day holds until the next one.
CREATE TABLE client_figures_history (
    client_id UUID NOT NULL,
    as_of_day TEXT NOT NULL,
    orders BIGINT NOT NULL,
    revenue_minor BIGINT NOT NULL,
    abc TEXT NULL,
    xyz TEXT NULL,
    r BIGINT NULL,
    f BIGINT NULL,
    m BIGINT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (client_id, as_of_day)
);

-- only: postgres
ALTER TABLE client_figures_history ALTER COLUMN as_of_day TYPE TEXT COLLATE "C";
-- end
