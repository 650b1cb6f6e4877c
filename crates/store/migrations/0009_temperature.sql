-- How ready a client is to buy, as employees see it (R53), and since when: the analysis asks for any
-- past day, which the journal cannot answer without reading all of it.
ALTER TABLE client ADD COLUMN temperature TEXT NULL;

CREATE TABLE client_temperature (
    client_id UUID NOT NULL REFERENCES client (id),
    set_at BIGINT NOT NULL,
    -- NULL: taken away
    temperature TEXT NULL,
    PRIMARY KEY (client_id, set_at)
);

ALTER TABLE client_figures_month ADD COLUMN temperature TEXT NULL;
