-- A cache of a service outside is on the list of replicas too; it holds keys of one tenant only.
ALTER TABLE replica ADD COLUMN tenant_id uuid REFERENCES tenant;
