-- As 0027 has it: nothing is read as a whole to be held against each row.
ALTER FUNCTION notifications.claim(jsonb, jsonb) SET enable_material = off;
