-- Leaks as environments answer them, and who else may report them.

ALTER TABLE api_key ADD COLUMN leak_until timestamptz; -- leaked, and accepted until its replacement is delivered or then
CREATE INDEX api_key_leaked ON api_key (leak_until) WHERE leak_until IS NOT NULL AND state <> 'REVOKED';

ALTER TABLE leak
    ADD COLUMN sightings    bigint NOT NULL DEFAULT 1,
    ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now();

-- Systems of a tenant that report leaks in a protocol of their own; they share a secret with us.
CREATE TABLE leak_source (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES tenant,
    kind         text NOT NULL CHECK (kind IN ('github', 'gitlab')),
    name         text NOT NULL,
    secret       bytea NOT NULL, -- sealed with a key that no database holds
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text NOT NULL,
    last_seen_at timestamptz
);
CREATE INDEX leak_source_by_tenant ON leak_source (tenant_id, created_at);

-- Signed bodies that were taken, so that none is taken twice.
CREATE TABLE intake_delivery (
    source text NOT NULL,
    hash   bytea NOT NULL,
    at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (source, hash)
);
CREATE INDEX intake_delivery_by_time ON intake_delivery (at);

-- Requests of a network within an hour, where nobody signs in.
CREATE UNLOGGED TABLE intake_count (
    subject text NOT NULL,
    hour    timestamptz NOT NULL,
    count   int NOT NULL,
    PRIMARY KEY (subject, hour)
);
