-- The funnel (R137-R145, R157): the steps of a funnel are approved versions, a deal is one passage
-- of one client through it.
CREATE TABLE funnel (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    -- none: the company's own
    preset TEXT NULL,
    archived BOOLEAN NOT NULL DEFAULT FALSE,
    version BIGINT NOT NULL
);

-- What was approved and what is drafted, each for itself (R142). Approved versions do not change.
CREATE TABLE funnel_version (
    funnel_id UUID NOT NULL REFERENCES funnel (id),
    number BIGINT NOT NULL,
    -- JSON: the steps in their order, each with a key that stays the same in all versions
    steps TEXT NOT NULL,
    note TEXT NULL,
    created_by UUID NOT NULL REFERENCES app_user (id),
    created_at BIGINT NOT NULL,
    -- none: a draft
    approved_by UUID NULL REFERENCES app_user (id),
    approved_at BIGINT NULL,
    -- the first day on which it counts
    from_day TEXT NULL,
    PRIMARY KEY (funnel_id, number)
);

-- Planned coefficients that were approved (R143): of a step, in thousandths, from a day on; for
-- all or for a segment, a product group, an employee. The most particular one counts.
CREATE TABLE funnel_plan (
    id UUID PRIMARY KEY NOT NULL,
    funnel_id UUID NOT NULL REFERENCES funnel (id),
    step TEXT NOT NULL,
    segment_id UUID NULL REFERENCES segment (id),
    product_group_id UUID NULL REFERENCES product_group (id),
    user_id UUID NULL REFERENCES app_user (id),
    from_day TEXT NOT NULL,
    permille BIGINT NOT NULL,
    approved_by UUID NOT NULL REFERENCES app_user (id),
    approved_at BIGINT NOT NULL
);
CREATE INDEX funnel_plan_funnel ON funnel_plan (funnel_id, step, from_day);

CREATE TABLE deal (
    id UUID PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    client_id UUID NOT NULL REFERENCES client (id),
    funnel_id UUID NOT NULL REFERENCES funnel (id),
    funnel_version BIGINT NOT NULL,
    title TEXT NULL,
    -- where it stands
    step TEXT NOT NULL,
    -- open, won, refused, postponed
    state TEXT NOT NULL,
    -- since when it stands there
    stepped_at BIGINT NOT NULL,
    currency TEXT NULL,
    amount_minor BIGINT NULL,
    base_amount_minor BIGINT NULL,
    person_id UUID NULL REFERENCES person (id),
    product_group_id UUID NULL REFERENCES product_group (id),
    -- what it came from, as it was when the deal began: the mix of lists is compared by them
    clean_list_id UUID NULL REFERENCES clean_list (id),
    source_id UUID NULL REFERENCES source (id),
    segment_id UUID NULL REFERENCES segment (id),
    started_at BIGINT NOT NULL,
    started_day TEXT NOT NULL,
    expected_day TEXT NULL,
    -- when one comes back to a refused or postponed one
    return_day TEXT NULL,
    ended_at BIGINT NULL,
    order_id UUID NULL REFERENCES orders (id),
    created_by UUID NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
-- All that the board counts of a funnel stands in it.
CREATE INDEX deal_board ON deal (funnel_id, state, step, stepped_at, id, client_id, base_amount_minor);
-- The few clients that are deleted: their deals are left out of what is counted.
CREATE INDEX client_deleted ON client (id) WHERE deleted_at IS NOT NULL;
CREATE INDEX deal_client ON deal (client_id, state);

-- The first time a deal came to a step: what coefficients are counted from, so that moving back
-- and forth counts once. Steps that were left out on the way forward were passed in that moment.
CREATE TABLE deal_reach (
    deal_id UUID NOT NULL REFERENCES deal (id),
    step TEXT NOT NULL,
    funnel_id UUID NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    -- whose client it was then
    manager_id UUID NULL,
    PRIMARY KEY (deal_id, step)
);
CREATE INDEX deal_reach_day ON deal_reach (funnel_id, day, step, manager_id, deal_id);

-- Everything that happened with a deal.
CREATE TABLE deal_move (
    id UUID PRIMARY KEY NOT NULL,
    deal_id UUID NOT NULL REFERENCES deal (id),
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    -- started, forward, back, won, refused, postponed, reopened, undone
    kind TEXT NOT NULL,
    from_step TEXT NULL,
    to_step TEXT NOT NULL,
    -- none: the product
    by_id UUID NULL,
    manager_id UUID NULL,
    note TEXT NULL
);
CREATE INDEX deal_move_deal ON deal_move (deal_id, at, id);
CREATE INDEX deal_move_day ON deal_move (day, kind);

-- only: postgres
ALTER TABLE funnel_version ALTER COLUMN from_day TYPE TEXT COLLATE "C";
ALTER TABLE funnel_plan ALTER COLUMN from_day TYPE TEXT COLLATE "C";
ALTER TABLE deal ALTER COLUMN started_day TYPE TEXT COLLATE "C";
ALTER TABLE deal ALTER COLUMN expected_day TYPE TEXT COLLATE "C";
ALTER TABLE deal ALTER COLUMN return_day TYPE TEXT COLLATE "C";
ALTER TABLE deal_reach ALTER COLUMN day TYPE TEXT COLLATE "C";
ALTER TABLE deal_move ALTER COLUMN day TYPE TEXT COLLATE "C";
-- end
