-- What pages tell of routing, and of answers that no model gave: which calls a rule looked at, and what was not paid. Where a use case
-- neither routes nor keeps answers its calls stand in neither index.

create index calls_looked_at_index on tokenward.calls (admitted_at) include (use_case_id, model_id, route_reason)
  where difficulty is not null;

create index calls_avoided_index on tokenward.calls (admitted_at) include (use_case_id, answered_by, avoided_cost_nanodollars)
  where answered_by in ('cache', 'workflow');
