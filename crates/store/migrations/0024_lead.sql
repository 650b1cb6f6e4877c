-- Leads (R73–R75): enquiries that nobody has worked yet, and what became of them.

CREATE TABLE lead (
    id UUID PRIMARY KEY NOT NULL,
    source_id UUID NULL REFERENCES source (id),
    way TEXT NOT NULL,
    company TEXT NULL,
    person TEXT NULL,
    phone TEXT NULL,
    email TEXT NULL,
    settlement TEXT NULL,
    tax_number TEXT NULL,
    products TEXT NULL,
    temperature TEXT NULL,
    -- names of fields that were read out of a text, comma between
    guessed TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NULL,
    client_id UUID NULL REFERENCES client (id),
    decided_by UUID NULL,
    decided_at BIGINT NULL,
    message TEXT NULL,
    raw TEXT NULL,
    consent TEXT NULL,
    -- words of company, person and town, folded, for the search
    search_key TEXT NOT NULL,
    -- the form it came by, and a hash of who sent it, for the limits
    form_id UUID NULL,
    sender TEXT NULL,
    -- the same letter, entry or form sent again is the same lead
    once_key TEXT NULL,
    arrived_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX lead_state ON lead (state, arrived_at, id) WHERE deleted_at IS NULL;
CREATE INDEX lead_arrived ON lead (arrived_at, id) WHERE deleted_at IS NULL;
CREATE INDEX lead_client ON lead (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX lead_source ON lead (source_id, arrived_at, id);
CREATE INDEX lead_form_sent ON lead (form_id, created_at) WHERE form_id IS NOT NULL;
CREATE INDEX lead_sender ON lead (sender, created_at) WHERE sender IS NOT NULL;
CREATE UNIQUE INDEX lead_once ON lead (once_key) WHERE once_key IS NOT NULL;
