-- Orders that have not ended well are listed by their state, the oldest first.
CREATE INDEX order_by_age ON payments.order (state, placed_at, id) WHERE state NOT IN ('delivered', 'undone');
----
DROP INDEX payments.order_by_state;
