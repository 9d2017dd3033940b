-- What looks wrong about how a key is used: one row for a cause, however often it is seen.
CREATE TABLE alert (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id uuid NOT NULL REFERENCES tenant,
    key_id    uuid NOT NULL REFERENCES api_key,
    kind      text NOT NULL,
    subject   text NOT NULL,
    reason    text NOT NULL,
    raised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at   timestamptz NOT NULL,
    uses      bigint NOT NULL,
    UNIQUE (key_id, kind, subject)
);
CREATE INDEX alert_by_tenant ON alert (tenant_id, raised_at DESC, id DESC);

-- How far usage has been looked through.
CREATE TABLE alert_watch (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seen_until timestamptz NOT NULL,
    seen_hour  timestamptz NOT NULL
);
INSERT INTO alert_watch (seen_until, seen_hour) VALUES (now(), date_trunc('hour', now()));

CREATE INDEX usage_event_recent ON usage_event USING brin (last_at);
CREATE INDEX consumer_first_seen ON consumer (first_seen_at);
