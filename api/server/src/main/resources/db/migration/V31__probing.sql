-- What looks wrong without being about a key: somebody tries what is none.
ALTER TABLE alert ALTER COLUMN key_id DROP NOT NULL;
CREATE UNIQUE INDEX alert_cause ON alert (tenant_id, (COALESCE(key_id, tenant_id)), kind, subject);

CREATE INDEX usage_event_no_key ON usage_event (last_at) WHERE key_id IS NULL;
