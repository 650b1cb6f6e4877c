-- Who brought a client to us (R72, R78); the row hangs on the client that was recommended.
CREATE TABLE referral (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    kind TEXT NOT NULL,
    -- a client of ours, or else somebody from outside by name
    giver_id UUID NULL REFERENCES client (id),
    person_id UUID NULL REFERENCES person (id),
    giver_name TEXT NULL,
    day TEXT NOT NULL,
    result TEXT NOT NULL,
    note TEXT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE referral ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX referral_client ON referral (client_id, day);
CREATE INDEX referral_giver ON referral (giver_id) WHERE giver_id IS NOT NULL;

-- What changed on the market (R68), about a client or about nobody we know yet.
CREATE TABLE signal (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NULL REFERENCES client (id),
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NULL,
    day TEXT NOT NULL,
    due_day TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id UUID NULL REFERENCES app_user (id),
    outcome TEXT NULL,
    closed_at BIGINT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE signal ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
CREATE INDEX signal_day ON signal (day, id);
CREATE INDEX signal_client ON signal (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX signal_owner ON signal (owner_id) WHERE owner_id IS NOT NULL;

-- Street by street (R70): territories and the buildings in them.
CREATE TABLE territory (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    -- the town of its streets
    settlement TEXT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE place (
    id UUID PRIMARY KEY NOT NULL,
    territory_id UUID NOT NULL REFERENCES territory (id),
    street TEXT NOT NULL,
    street_key TEXT NOT NULL,
    -- empty: the whole street
    house TEXT NOT NULL,
    -- 2 before 10 (domain::coverage::house_key)
    house_key TEXT NOT NULL,
    state TEXT NOT NULL,
    client_id UUID NULL REFERENCES client (id),
    note TEXT NULL,
    visited_day TEXT NULL,
    visited_by UUID NULL REFERENCES app_user (id),
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
-- only: postgres
ALTER TABLE place ALTER COLUMN street_key TYPE TEXT COLLATE "C";
ALTER TABLE place ALTER COLUMN house_key TYPE TEXT COLLATE "C";
-- end
CREATE INDEX place_territory ON place (territory_id, street_key, house_key, id);
