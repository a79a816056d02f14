-- Simulations of programmes as work that takes minutes: ordered by one process, played by any, told of while it runs.

create table tokenward.programme_simulation (
  -- The last one of each programme; what it found stands with the programme.
  programme_id text primary key references tokenward.programme deferrable initially deferred,
  id text not null check (length(id) between 1 and 200),
  seeds integer not null check (seeds between 1 and 1000),
  state text not null check (state in ('ordered', 'running', 'done', 'stopped', 'failed')),
  -- How much of it is played, from 0 to 1.
  done double precision not null check (done between 0 and 1),
  stop_asked boolean not null,
  failure text,
  ordered_by text not null,
  ordered_at timestamptz not null,
  -- When who plays it last said so; long ago: they have gone.
  heard_at timestamptz,
  ended_at timestamptz,
  check ((state in ('done', 'stopped', 'failed')) = (ended_at is not null)),
  check ((state = 'failed') = (failure is not null))
);
-- One at a time, of all processes.
create unique index programme_simulation_running on tokenward.programme_simulation ((true)) where state = 'running';
