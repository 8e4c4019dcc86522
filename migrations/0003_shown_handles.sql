-- What people call a handle whose key is not for their eyes ("@ana.town.example" of a DID). It may change: then
-- the key, and with it the person, stays.

ALTER TABLE identity ADD COLUMN shown TEXT;
