-- Records of one client that were made one. Each absorbed record stays, deleted, and leads to the
-- one that stays; what hung on it is moved, and each move is noted so that it can be taken back.
ALTER TABLE client ADD COLUMN merged_into UUID NULL REFERENCES client (id);
CREATE INDEX client_by_merge ON client (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX client_merged_external_id ON client (external_id)
    WHERE external_id IS NOT NULL AND merged_into IS NOT NULL;

CREATE TABLE client_merge (
    id UUID PRIMARY KEY NOT NULL,
    survivor_id UUID NOT NULL REFERENCES client (id),
    -- the fields of the survivor that the merge changed, JSON
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    undone_at BIGINT NULL,
    undone_by UUID NULL
);
CREATE INDEX client_merge_survivor ON client_merge (survivor_id);
CREATE INDEX client_merge_made ON client_merge (made_at, id);

CREATE TABLE client_merge_member (
    merge_id UUID NOT NULL REFERENCES client_merge (id),
    client_id UUID NOT NULL REFERENCES client (id),
    PRIMARY KEY (merge_id, client_id)
);
CREATE INDEX client_merge_member_client ON client_merge_member (client_id);

CREATE TABLE client_merge_move (
    merge_id UUID NOT NULL REFERENCES client_merge (id),
    -- the table of the record
    place TEXT NOT NULL,
    record_id UUID NOT NULL,
    from_id UUID NOT NULL,
    PRIMARY KEY (merge_id, place, record_id)
);
