-- What the store does not have yet is found without looking at all that it has.
CREATE INDEX managed_key_undelivered ON managed_key (environment, rotated_at)
    WHERE managed AND delivered_key_id IS DISTINCT FROM key_id;

CREATE INDEX managed_key_by_slug ON managed_key (environment, slug) WHERE managed;

-- The cap on what is under way is asked for at every turn.
CREATE INDEX rotation_under_way ON rotation (environment)
    WHERE state NOT IN ('RETIRED', 'ABORTED', 'OBSERVING', 'NEEDS_ATTENTION');

CREATE INDEX rotation_waiting ON rotation (environment, attention) WHERE state = 'NEEDS_ATTENTION';
