-- Groups of companies: clients under one owner count as one where dependency is measured (R248).

CREATE TABLE company_group (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL
);

ALTER TABLE client ADD COLUMN company_group_id UUID NULL REFERENCES company_group (id);

CREATE INDEX client_by_company_group ON client (company_group_id, name_key, id)
    WHERE deleted_at IS NULL AND company_group_id IS NOT NULL;
