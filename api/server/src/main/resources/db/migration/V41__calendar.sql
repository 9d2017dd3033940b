-- Rotations by the day that they are due. Times in a body are in UTC and of one form, so that their texts are in order.
CREATE INDEX rotation_by_due ON rotation (tenant_id, (body ->> 'dueAt'));
