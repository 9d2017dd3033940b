-- What a key may be used for, from where and how often; who answers for it; and what an environment demands of its keys.
-- A previous version beside this one knows none of it: every column has a default that means "no rule".

ALTER TABLE api_key
    ADD COLUMN networks    text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN rate_limits jsonb   NOT NULL DEFAULT '[]',
    ADD COLUMN owner       text,
    ADD COLUMN metadata    jsonb   NOT NULL DEFAULT '{}',
    ADD COLUMN imported    boolean NOT NULL DEFAULT false;

-- Scopes that a person may give to keys; NULL for any.
ALTER TABLE membership ADD COLUMN scopes text[];

ALTER TABLE environment ADD COLUMN policy jsonb NOT NULL DEFAULT '{}';

-- Uses of a key within the present window of one of its rate limits, on all replicas together. Worth less than its log.
CREATE UNLOGGED TABLE rate_count (
    key_id  uuid NOT NULL,
    name    text NOT NULL,
    ends_at timestamptz NOT NULL,
    uses    bigint NOT NULL,
    PRIMARY KEY (key_id, name, ends_at)
);
CREATE INDEX rate_count_by_end ON rate_count (ends_at);
