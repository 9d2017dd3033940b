-- Leases are judged by the database's clock. No table holds a plaintext key or a fingerprint.

-- A key that this rotator delivers, one row a lineage: what is current and what the store was last given.
CREATE TABLE managed_key (
    lineage          uuid PRIMARY KEY,
    key_id           uuid NOT NULL,
    name             text NOT NULL,
    environment      text NOT NULL,
    slug             text NOT NULL,
    delivery_path    text,
    rotated_at       timestamptz NOT NULL,
    -- the same moment on the clock of a run that worked as if it were another time
    rotated_as_of    timestamptz,
    -- the store's version and the key in it, as of our last delivery; absent before the first
    recorded_version text,
    delivered_key_id uuid,
    managed          boolean NOT NULL DEFAULT true
);
CREATE INDEX managed_key_by_age ON managed_key (environment, rotated_at) WHERE managed;
CREATE INDEX managed_key_by_key ON managed_key (key_id);

CREATE TABLE rotation (
    id                uuid PRIMARY KEY,
    key_id            uuid NOT NULL,
    lineage           uuid NOT NULL,
    key_name          text NOT NULL,
    environment       text NOT NULL,
    slug              text NOT NULL,
    delivery_path     text,
    state             text NOT NULL,
    cause             text NOT NULL,
    due_at            timestamptz NOT NULL,
    -- who works on it and until when; a fence is one claim, and every later write names it
    fence             bigint NOT NULL DEFAULT 0,
    owner             text,
    lease_until       timestamptz,
    next_at           timestamptz NOT NULL DEFAULT now(),
    -- written before the delivery that must find it
    expected_version  text,
    successor_id      uuid,
    delivered_version text,
    observed_since    timestamptz,
    deadline          timestamptz,
    laggards          text[] NOT NULL DEFAULT '{}',
    -- a person said that the predecessor may be retired whoever still uses it
    released          boolean NOT NULL DEFAULT false,
    attempt           int NOT NULL DEFAULT 0,
    last_error        text,
    attention         text,
    attention_words   text,
    stopped_in        text,
    seen_version      text,
    -- number of the last transition, and of the last one that the api was told about
    changes           int NOT NULL DEFAULT 0,
    mirrored          int NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX rotation_open_once ON rotation (key_id) WHERE state NOT IN ('RETIRED', 'ABORTED');
CREATE INDEX rotation_due ON rotation ((cause <> 'LEAK'), next_at)
    WHERE state NOT IN ('RETIRED', 'ABORTED', 'NEEDS_ATTENTION');
CREATE INDEX rotation_by_successor ON rotation (successor_id) WHERE state NOT IN ('RETIRED', 'ABORTED');
CREATE INDEX rotation_to_mirror ON rotation (id) WHERE mirrored < changes;
CREATE INDEX rotation_newest ON rotation (created_at DESC);

CREATE TABLE rotation_transition (
    rotation_id uuid NOT NULL REFERENCES rotation,
    number      int NOT NULL,
    transition  text NOT NULL,
    from_state  text,
    to_state    text NOT NULL,
    reason      text NOT NULL,
    actor       text NOT NULL,
    fence       bigint NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (rotation_id, number)
);

-- How far the api's events are read; moves in the transaction that does what they ask for.
CREATE TABLE event_cursor (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position text
);
INSERT INTO event_cursor (position) VALUES (NULL);

-- When each sweep last finished, on whichever node: a scheduler that stopped without a word is noticed by this.
CREATE TABLE sweep (
    name        text PRIMARY KEY,
    finished_at timestamptz NOT NULL
);
