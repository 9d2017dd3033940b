-- Entries of a tenant are chained in the order in which they were seen committed: the hash of an entry covers that of
-- the one before.
ALTER TABLE audit_entry ADD COLUMN position bigint;
ALTER TABLE audit_entry ADD COLUMN hash bytea;
CREATE UNIQUE INDEX audit_entry_chain ON audit_entry (tenant_id, position);
CREATE INDEX audit_entry_unchained ON audit_entry (number) WHERE position IS NULL AND tenant_id IS NOT NULL;
