-- A person gave it up: its key is left alone for a day, or a sweep would plan it again at once.
ALTER TABLE rotation ADD COLUMN given_up boolean NOT NULL DEFAULT false;

CREATE INDEX rotation_by_lineage ON rotation (lineage);
