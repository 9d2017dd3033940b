-- Decoys: they look like keys, open nothing, and raise an alarm. Looked up as keys are.

CREATE TABLE honeykey (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id      uuid NOT NULL REFERENCES tenant,
    environment    text NOT NULL,
    name           text NOT NULL,
    lookup         bytea NOT NULL UNIQUE CHECK (length(lookup) = 32),
    pepper_version int NOT NULL,
    hint           text NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    created_by     text NOT NULL,
    ended_at       timestamptz,
    FOREIGN KEY (tenant_id, environment) REFERENCES environment
);
CREATE INDEX honeykey_by_tenant ON honeykey (tenant_id, created_at);

-- Everything that is known of whoever touched one; equal touches within an hour are one row.
CREATE TABLE honeykey_alarm (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    honeykey_id uuid NOT NULL REFERENCES honeykey,
    how         text NOT NULL CHECK (how IN ('used', 'reported')),
    address     inet,
    agent       text,
    consumer    text,
    path        text,
    wanted      text,
    replica     text NOT NULL,
    touches     bigint NOT NULL,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL
);
CREATE INDEX honeykey_alarm_by_key ON honeykey_alarm (honeykey_id, last_at DESC);
