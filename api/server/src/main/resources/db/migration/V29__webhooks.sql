-- Where a tenant's events are sent, and how that went.

CREATE TABLE webhook (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id  uuid NOT NULL REFERENCES tenant,
    url        text NOT NULL,
    types      text[] NOT NULL DEFAULT '{}', -- none means all
    secret     bytea NOT NULL,               -- sealed with a key that no database holds
    cursor     bigint NOT NULL,              -- number of the last event that was looked at
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL
);
CREATE INDEX webhook_by_tenant ON webhook (tenant_id, created_at);

CREATE TABLE webhook_delivery (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id   uuid NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_number bigint NOT NULL,
    type         text NOT NULL,
    body         text NOT NULL,
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     int NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    status       int,
    error        text,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at     timestamptz
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook_id, created_at DESC, id);
