-- Scans that were asked for. Workers take them; credentials of repositories stay with the worker.
CREATE TABLE scan_job (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenant,
    repository  text NOT NULL,
    ref         text,
    before      text,
    after       text,
    state       text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'LEASED', 'DONE', 'FAILED')),
    attempt     integer NOT NULL DEFAULT 0,
    asked_by    text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until timestamptz,
    ended_at    timestamptz,
    findings    integer,
    detail      text
);
CREATE INDEX scan_job_open ON scan_job (tenant_id, created_at) WHERE state IN ('WAITING', 'LEASED');
CREATE INDEX scan_job_ended ON scan_job (ended_at) WHERE ended_at IS NOT NULL;
