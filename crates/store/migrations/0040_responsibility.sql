-- Who retains and who develops which clients (R196–R201), and what employees take from the pool.
ALTER TABLE territory ADD COLUMN regions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE territory ADD COLUMN language TEXT NULL;

CREATE TABLE responsibility (
    id UUID PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES app_user (id),
    function TEXT NOT NULL,
    clients TEXT NOT NULL,
    -- a root of the product tree; NULL: all lines
    line_id UUID NULL REFERENCES product_group (id),
    -- NULL: all territories
    territory_id UUID NULL REFERENCES territory (id),
    from_day TEXT NOT NULL,
    until_day TEXT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX responsibility_user ON responsibility (user_id);

-- Key by volume as of the last snapshot; those with a mark are key besides.
CREATE TABLE key_volume (
    client_id UUID PRIMARY KEY NOT NULL
);

-- What an employee takes from the pool: nothing of a kind means everything of it.
CREATE TABLE work_area (
    user_id UUID NOT NULL REFERENCES app_user (id),
    kind TEXT NOT NULL,
    -- the territory, the product line, or the code of the language
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, kind, value)
);
