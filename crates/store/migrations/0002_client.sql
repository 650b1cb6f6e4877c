-- The base: clients and all that hangs on them, dictionaries, search keys, saved views.
-- Texts that are searched by prefix or ordered compare by bytes on both engines.

CREATE TABLE segment (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL
);

CREATE TABLE source (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL
);

CREATE TABLE competitor (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    -- share of the market, 0 to 1
    share DOUBLE PRECISION NULL,
    version BIGINT NOT NULL
);

CREATE TABLE client (
    id UUID PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- the order of names: folded, legal form last (domain::search::sort_key)
    name_key TEXT NOT NULL,
    -- the words of the name as they are found, with a space before, between and after
    search_key TEXT NOT NULL,
    relation TEXT NOT NULL,
    tax_number TEXT NULL,
    tax_country TEXT NOT NULL,
    segment_id UUID NULL REFERENCES segment (id),
    source_id UUID NULL REFERENCES source (id),
    competitor_id UUID NULL REFERENCES competitor (id),
    manager_id UUID NULL REFERENCES app_user (id),
    service_class TEXT NOT NULL,
    purchase_habits TEXT NULL,
    deal_terms TEXT NULL,
    website TEXT NULL,
    only_us BOOLEAN NOT NULL,
    recommends BOOLEAN NOT NULL,
    mailing_consent BOOLEAN NOT NULL,
    publication_consent BOOLEAN NOT NULL,
    external_id TEXT NULL,
    -- computed from what hangs on the client, kept here so that a list reads one row
    region TEXT NULL,
    main_phone TEXT NULL,
    main_email TEXT NULL,
    marker TEXT NOT NULL,
    ladder_step TEXT NOT NULL,
    purchases BIGINT NOT NULL,
    last_purchase_day TEXT NULL,
    last_interaction_at BIGINT NULL,
    last_effective_at BIGINT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);

-- Words of the names of clients (kind 1) and people (kind 2). manager_id is a copy, so that an
-- employee finds their own clients without walking through everybody's.
-- only: sqlite
CREATE TABLE search_token (
    kind BIGINT NOT NULL,
    token TEXT NOT NULL,
    entity_id UUID NOT NULL,
    manager_id UUID NULL,
    PRIMARY KEY (kind, token, entity_id)
) WITHOUT ROWID;
-- end
-- only: postgres
CREATE TABLE search_token (
    kind BIGINT NOT NULL,
    token TEXT COLLATE "C" NOT NULL,
    entity_id UUID NOT NULL,
    manager_id UUID NULL,
    PRIMARY KEY (kind, token, entity_id)
);
-- end

CREATE TABLE person (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    search_key TEXT NOT NULL,
    title TEXT NULL,
    decision_role TEXT NOT NULL,
    level TEXT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX person_client ON person (client_id);

CREATE TABLE channel (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    person_id UUID NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    value_key TEXT NOT NULL,
    -- the key backwards, to find a phone by its last digits
    value_tail TEXT NOT NULL,
    label TEXT NULL,
    position BIGINT NOT NULL,
    dial_result TEXT NULL,
    dialled_at BIGINT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX channel_client ON channel (client_id);

CREATE TABLE address (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    district TEXT NOT NULL,
    settlement TEXT NOT NULL,
    street TEXT NOT NULL,
    house TEXT NOT NULL,
    postcode TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX address_client ON address (client_id);

CREATE TABLE fact (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    person_id UUID NULL REFERENCES person (id),
    fact_type TEXT NOT NULL,
    value TEXT NOT NULL,
    -- when it was found out; a fact without a date cannot go stale (R42)
    day TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX fact_client ON fact (client_id);

CREATE TABLE interaction (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    person_id UUID NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX interaction_client ON interaction (client_id, happened_at, id);

CREATE TABLE saved_view (
    id UUID PRIMARY KEY NOT NULL,
    owner_id UUID NOT NULL REFERENCES app_user (id),
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    -- what the page keeps in its address: filter, columns, order
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX saved_view_owner ON saved_view (owner_id, page);

-- The figures of the last snapshot, one row a client at most: here because every list of clients
-- reads them. Written as a whole by the analysis.
CREATE TABLE client_figures (
    client_id UUID PRIMARY KEY NOT NULL,
    as_of_day TEXT NOT NULL,
    window_code TEXT NOT NULL,
    orders BIGINT NOT NULL,
    revenue_minor BIGINT NOT NULL,
    margin_minor BIGINT NULL,
    first_day TEXT NULL,
    last_day TEXT NULL,
    assortment BIGINT NOT NULL,
    cheque_minor BIGINT NOT NULL,
    abc TEXT NULL,
    xyz TEXT NULL,
    cv DOUBLE PRECISION NULL,
    r BIGINT NULL,
    f BIGINT NULL,
    m BIGINT NULL,
    state TEXT NOT NULL,
    ltv_minor BIGINT NULL
);
CREATE INDEX client_figures_revenue ON client_figures (revenue_minor, client_id);
CREATE INDEX client_figures_orders ON client_figures (orders, client_id);
CREATE INDEX client_figures_last_day ON client_figures (COALESCE(last_day, ''), client_id);

-- only: postgres
ALTER TABLE client_figures ALTER COLUMN last_day TYPE TEXT COLLATE "C";
ALTER TABLE client ALTER COLUMN name_key TYPE TEXT COLLATE "C";
ALTER TABLE client ALTER COLUMN region TYPE TEXT COLLATE "C";
ALTER TABLE client ALTER COLUMN tax_number TYPE TEXT COLLATE "C";
ALTER TABLE client ALTER COLUMN external_id TYPE TEXT COLLATE "C";
ALTER TABLE client ALTER COLUMN search_key TYPE TEXT COLLATE "C";
ALTER TABLE person ALTER COLUMN search_key TYPE TEXT COLLATE "C";
ALTER TABLE person ALTER COLUMN name_key TYPE TEXT COLLATE "C";
ALTER TABLE channel ALTER COLUMN value_key TYPE TEXT COLLATE "C";
ALTER TABLE channel ALTER COLUMN value_tail TYPE TEXT COLLATE "C";
-- end

-- Lists: one index for each order, and for the filters that leave few.
CREATE INDEX client_by_name ON client (name_key, id, relation, marker, service_class)
    WHERE deleted_at IS NULL;
CREATE INDEX client_by_manager ON client (manager_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX client_by_segment ON client (segment_id, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX client_by_region ON client (region, name_key, id) WHERE deleted_at IS NULL;
-- The same filters with the newest change first; region and segment together need no sorting.
CREATE INDEX client_by_segment_update ON client (segment_id, updated_at, id)
    WHERE deleted_at IS NULL;
CREATE INDEX client_by_region_update ON client (region, updated_at, id, segment_id)
    WHERE deleted_at IS NULL;
CREATE INDEX client_by_interaction ON client (COALESCE(last_interaction_at, 0), id)
    WHERE deleted_at IS NULL;
CREATE INDEX client_by_update ON client (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX client_by_creation ON client (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX client_by_tax_number ON client (tax_number) WHERE tax_number IS NOT NULL;
CREATE UNIQUE INDEX client_by_external_id ON client (external_id)
    WHERE external_id IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX search_token_own ON search_token (manager_id, kind, token, entity_id);

CREATE INDEX person_by_name ON person (name_key, id) WHERE deleted_at IS NULL;

CREATE INDEX channel_by_value ON channel (value_key) WHERE deleted_at IS NULL;
CREATE INDEX channel_by_tail ON channel (value_tail) WHERE deleted_at IS NULL AND kind = 'phone';
