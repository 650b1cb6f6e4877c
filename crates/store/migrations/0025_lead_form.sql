-- Forms of web sites whose sendings become leads (R74).

CREATE TABLE lead_form (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    -- what stands in its address: it lies open in the page of the site
    form_key TEXT NOT NULL UNIQUE,
    source_id UUID NULL REFERENCES source (id),
    -- origins that may send it from a browser, one a line
    sites TEXT NOT NULL,
    language TEXT NOT NULL,
    thanks_url TEXT NULL,
    consent TEXT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
