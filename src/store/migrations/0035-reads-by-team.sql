-- What pages ask of a team reads that team's part, not everybody's; none of these makes one index more that calls are written to.

-- Whose tasks of a time, and whether of a template, is told by the index alone.
create index task_team_index on tokenward.task (team_id, last_at) include (owner_kind, owner_id, template_id);

-- Whether a team used a template in a time is told by one look, however many calls there were.
drop index tokenward.calls_template_index;
create index calls_template_index on tokenward.calls (template_id, team_id, admitted_at) where template_id is not null;

create index outcome_team_index on tokenward.outcome (team_id, verified_at);
