-- Rest between contacts (R114): the effective contact after which a client rests, the moment of the
-- day it agreed on for the next one, and the end of the rest by the rules in force.
ALTER TABLE client ADD COLUMN rest_from BIGINT NULL;
ALTER TABLE client ADD COLUMN rest_agreed_at BIGINT NULL;
ALTER TABLE client ADD COLUMN rest_until BIGINT NULL;
-- When the client turned to us last, as long as nobody answered.
ALTER TABLE client ADD COLUMN turned_at BIGINT NULL;
CREATE INDEX client_by_rest ON client (rest_until) WHERE rest_until IS NOT NULL;

ALTER TABLE interaction ADD COLUMN agreed_day TEXT NULL;

-- Days of a segment's own; none: by the settings.
ALTER TABLE segment ADD COLUMN rest_days BIGINT NULL;
ALTER TABLE segment ADD COLUMN holding_days BIGINT NULL;

-- Rests that somebody lifted, with the reason.
CREATE TABLE rest_lift (
    id UUID PRIMARY KEY NOT NULL,
    client_id UUID NOT NULL REFERENCES client (id),
    reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NULL
);
CREATE INDEX rest_lift_client ON rest_lift (client_id, created_at);

-- Clients contacted before this rule rest by its default; whoever changes it changes these too.
UPDATE client SET rest_from = (
    SELECT MAX(happened_at) FROM interaction i
    WHERE i.client_id = client.id AND i.deleted_at IS NULL AND i.direction = 'out'
    AND i.effect = 'effective'
) WHERE last_effective_at IS NOT NULL;
UPDATE client SET turned_at = (
    SELECT MAX(happened_at) FROM interaction i
    WHERE i.client_id = client.id AND i.deleted_at IS NULL AND i.direction = 'in'
    AND i.happened_at > COALESCE(client.rest_from, 0)
) WHERE last_interaction_at IS NOT NULL;
UPDATE client SET rest_from = NULL WHERE rest_from < COALESCE((
    SELECT MAX(happened_at) FROM interaction i
    WHERE i.client_id = client.id AND i.deleted_at IS NULL AND i.direction = 'in'
), 0);
UPDATE client SET rest_until = rest_from + 2592000000000 WHERE rest_from IS NOT NULL;
