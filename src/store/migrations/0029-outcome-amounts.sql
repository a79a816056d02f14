-- Who says how much an outcome is: null, somebody; 'system', a published rule over what a connected system knows. Only what
-- somebody said is measured by lot. A column that may be null: no row is rewritten.
alter table tokenward.outcome add column amount_by text check (amount_by = 'system');
