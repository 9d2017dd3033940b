-- Second factors, one-time links, and where sessions were opened from.

ALTER TABLE person
    ADD COLUMN totp              bytea,       -- sealed with a key that no database holds
    ADD COLUMN totp_confirmed_at timestamptz,
    ADD COLUMN totp_last_step    bigint;      -- a code is good once

CREATE TABLE recovery_code (
    person_id uuid  NOT NULL REFERENCES person,
    hash      bytea NOT NULL,
    PRIMARY KEY (person_id, hash)
);

ALTER TABLE session
    ADD COLUMN address inet,
    ADD COLUMN agent   text;
CREATE INDEX session_by_person ON session (person_id) WHERE ended_at IS NULL;
CREATE INDEX refresh_token_by_session ON refresh_token (session_id, issued_at);

-- What lets a person do something once: accept an invitation to a tenant, or choose a new password. Of the token only
-- SHA-256 is kept.
CREATE TABLE one_time_link (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    hash       bytea NOT NULL UNIQUE,
    kind       text NOT NULL CHECK (kind IN ('invitation', 'password')),
    tenant_id  uuid NOT NULL REFERENCES tenant,
    person_id  uuid REFERENCES person,
    email      text,
    role       text CHECK (role IN ('owner', 'admin', 'developer', 'auditor')),
    scopes     text[],
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX one_time_link_by_tenant ON one_time_link (tenant_id, kind) WHERE used_at IS NULL;
