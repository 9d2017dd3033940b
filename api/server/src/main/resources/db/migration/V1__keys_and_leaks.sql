-- Times are the database's own (now(), clock_timestamp()); no replica's clock is trusted.
-- No table holds a plaintext key, nor a bare fingerprint: a key is looked up by
-- HMAC-SHA-256(pepper, fingerprint), so a stolen dump neither authenticates nor revokes.

CREATE TABLE tenant (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE environment (
    tenant_id uuid NOT NULL REFERENCES tenant,
    tag       text NOT NULL CHECK (tag ~ '^[a-z0-9]{2,12}$' AND tag NOT IN ('live', 'test', 'prod')),
    position  int  NOT NULL,
    PRIMARY KEY (tenant_id, tag)
);

CREATE TABLE person (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email         text NOT NULL CHECK (email = lower(email)),
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (email)
);

CREATE TABLE membership (
    tenant_id uuid NOT NULL REFERENCES tenant,
    person_id uuid NOT NULL REFERENCES person,
    role      text NOT NULL CHECK (role IN ('owner', 'admin', 'developer', 'auditor')),
    PRIMARY KEY (tenant_id, person_id)
);

-- One row a sign-in. A refresh token is one row of its chain; using one twice ends the session.
CREATE TABLE session (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    person_id  uuid NOT NULL REFERENCES person,
    tenant_id  uuid NOT NULL REFERENCES tenant,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    end_reason text
);

CREATE TABLE refresh_token (
    hash       bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session,
    issued_at  timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz
);

-- Attempts to sign in that did not succeed, or not yet: by e-mail and network, by e-mail, by network.
CREATE TABLE sign_in_attempt (
    subject text NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_attempt_by_subject ON sign_in_attempt (subject, at);

-- This database as one installation: which secrets it goes with, and the link by which its first owner is set up.
CREATE TABLE installation (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    created_at      timestamptz NOT NULL DEFAULT now(),
    pepper_version  int,
    pepper_check    bytea,
    setup_link_hash bytea
);
INSERT INTO installation DEFAULT VALUES;

-- The highest epoch: one row, locked by whoever changes a key, so that epochs commit in order.
CREATE TABLE epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value    bigint NOT NULL
);
INSERT INTO epoch (value) VALUES (0);

CREATE TABLE api_key (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id         uuid NOT NULL REFERENCES tenant,
    environment       text NOT NULL,
    lineage           uuid NOT NULL,
    name              text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    slug              text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    state             text NOT NULL CHECK (state IN ('PENDING', 'ACTIVE', 'RETIRING', 'DISABLED', 'EXPIRED', 'REVOKED')),
    hint              text NOT NULL,
    scopes            text[] NOT NULL DEFAULT '{}',
    managed           boolean NOT NULL DEFAULT false,
    delivery_path     text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    created_by        text NOT NULL,
    activated_at      timestamptz,
    grace_until       timestamptz,
    expires_at        timestamptz,
    revoked_at        timestamptz,
    revocation_reason text,
    receipt           jsonb,
    predecessor_id    uuid REFERENCES api_key,
    successor_id      uuid REFERENCES api_key,
    -- of a deferred roll: grace for the predecessor from activation on, and the highest fence seen
    deferred          boolean NOT NULL DEFAULT false,
    grace_seconds     bigint,
    fence             bigint,
    idempotency_key   text,
    request_hash      bytea,
    last_used_at      timestamptz,
    epoch             bigint NOT NULL,
    FOREIGN KEY (tenant_id, environment) REFERENCES environment,
    UNIQUE (tenant_id, idempotency_key)
);
-- One live lineage per slug: a successor shares its predecessor's.
CREATE INDEX api_key_by_slug ON api_key (tenant_id, environment, slug) WHERE state <> 'REVOKED';
CREATE INDEX api_key_by_tenant ON api_key (tenant_id, created_at DESC, id);
CREATE INDEX api_key_by_epoch ON api_key (epoch);
CREATE INDEX api_key_grace ON api_key (grace_until) WHERE state = 'RETIRING';
CREATE INDEX api_key_expiry ON api_key (expires_at) WHERE state <> 'REVOKED' AND expires_at IS NOT NULL;

-- The secrets of a key. A key has one, but for a PENDING one of a deferred roll: each mint adds a candidate, all of
-- them accepted, until activation names the one that consumers are really served.
CREATE TABLE key_secret (
    lookup         bytea PRIMARY KEY CHECK (length(lookup) = 32),
    key_id         uuid NOT NULL REFERENCES api_key,
    pepper_version int NOT NULL,
    hint           text NOT NULL,
    minted_at      timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz
);
CREATE INDEX key_secret_by_key ON key_secret (key_id);

-- A replica of the api. Written before it loads its snapshot; it answers from memory until its lease runs out, which
-- others tell by a renewal that does not come, on their own monotonic clocks. lease_until is for people to read.
CREATE TABLE replica (
    id              text PRIMARY KEY,
    started_at      timestamptz NOT NULL DEFAULT now(),
    renewal         bigint NOT NULL DEFAULT 0,
    lease_until     timestamptz NOT NULL,
    confirmed_epoch bigint NOT NULL,
    confirmed_at    timestamptz NOT NULL
);

CREATE TABLE leak (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id       uuid NOT NULL REFERENCES tenant,
    key_id          uuid NOT NULL REFERENCES api_key,
    source          text NOT NULL,
    reporter        text NOT NULL,
    detected_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (key_id)
);
CREATE INDEX leak_by_tenant ON leak (tenant_id, detected_at DESC, id DESC);
CREATE INDEX leak_by_reporter ON leak (reporter, detected_at);

CREATE TABLE leak_place (
    leak_id      uuid NOT NULL REFERENCES leak,
    repository   text NOT NULL DEFAULT '',
    commit_id    text NOT NULL DEFAULT '',
    path         text NOT NULL DEFAULT '',
    line         int  NOT NULL DEFAULT 0,
    author       text,
    committed_at timestamptz,
    reported_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (leak_id, repository, commit_id, path, line)
);

-- The outbox. Numbers are counted per tenant in its locked row, so that they commit in order and a cursor skips none.
CREATE TABLE event_counter (
    tenant_id uuid PRIMARY KEY REFERENCES tenant,
    value     bigint NOT NULL
);

CREATE TABLE event (
    tenant_id uuid NOT NULL REFERENCES tenant,
    number    bigint NOT NULL,
    type      text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    data      jsonb NOT NULL,
    PRIMARY KEY (tenant_id, number)
);

-- Every verification, written in batches; equal ones of a second are one row. Addresses are kept whole; network is what
-- people are shown.
CREATE TABLE usage_event (
    at        timestamptz NOT NULL,
    last_at   timestamptz NOT NULL,
    uses      bigint NOT NULL,
    tenant_id uuid,
    key_id    uuid,
    code      text NOT NULL,
    address   inet,
    network   cidr,
    agent     text NOT NULL,
    consumer  text,
    path      text,
    replica   text NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX usage_event_by_key ON usage_event (key_id, at);
CREATE TABLE usage_event_default PARTITION OF usage_event DEFAULT;

CREATE TABLE consumer (
    key_id        uuid NOT NULL REFERENCES api_key,
    name          text NOT NULL DEFAULT '',
    network       cidr NOT NULL,
    agent         text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    uses          bigint NOT NULL,
    PRIMARY KEY (key_id, name, network, agent)
);

-- How far each replica's usage is written, and what it had to drop.
CREATE TABLE usage_flush (
    replica        text PRIMARY KEY,
    complete_until timestamptz NOT NULL,
    lost           bigint NOT NULL DEFAULT 0
);

CREATE TABLE audit_entry (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid REFERENCES tenant,
    at        timestamptz NOT NULL DEFAULT now(),
    actor     text NOT NULL,
    action    text NOT NULL,
    subject   text NOT NULL,
    detail    jsonb NOT NULL DEFAULT '{}',
    address   inet
);
CREATE INDEX audit_entry_by_tenant ON audit_entry (tenant_id, number DESC);

-- What rotators tell about their rotations; the truth is in their own database.
CREATE TABLE rotation (
    id         uuid PRIMARY KEY,
    tenant_id  uuid NOT NULL REFERENCES tenant,
    key_id     uuid NOT NULL REFERENCES api_key,
    state      text NOT NULL,
    body       jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rotation_by_tenant ON rotation (tenant_id, created_at DESC);
