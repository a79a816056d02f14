-- The audit trail: a hash chain of canonical texts. src/domain/audit/chain.ts says what is hashed.

create table tokenward.audit_head (
  only_row boolean primary key default true check (only_row),
  sequence bigint not null check (sequence >= 0),
  hash text not null check (length(hash) = 64)
);
insert into tokenward.audit_head (sequence, hash) values (0, repeat('0', 64));

create table tokenward.audit_event (
  sequence bigint primary key check (sequence >= 1),
  previous_hash text not null check (length(previous_hash) = 64),
  hash text not null check (length(hash) = 64),
  -- Exactly what was hashed. The columns after it are read from it, for searching only.
  body text not null,
  type text not null,
  subject text not null,
  at_ms bigint not null
);
create index audit_event_type_index on tokenward.audit_event (type, sequence);
create index audit_event_subject_index on tokenward.audit_event (left(subject, 500), sequence);
create index audit_event_at_index on tokenward.audit_event (at_ms);

-- Nobody who only has the application's statements can rewrite the trail by mistake. Somebody who owns
-- the database can: that is what the chain and its signed checkpoints are for.
create function tokenward.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_event_is_append_only before update or delete on tokenward.audit_event
  for each statement execute function tokenward.refuse_audit_change();

create table tokenward.audit_checkpoint (
  sequence bigint not null check (sequence >= 0),
  key_id text not null,
  origin text not null,
  hash text not null check (length(hash) = 64),
  at_ms bigint not null,
  signature text not null,
  primary key (sequence, key_id)
);

-- The leaves under one `calls.batch` event: settled calls' lines as they were hashed, joined by line
-- feeds, compressed with zstd.
create table tokenward.audit_batch (
  batch_id text primary key,
  leaf_count integer not null check (leaf_count >= 1),
  merkle_root text not null check (length(merkle_root) = 64),
  leaves bytea not null
);
-- They are compressed already.
alter table tokenward.audit_batch alter column leaves set storage external;

-- The body without what jsonb cannot hold (NUL and unpaired surrogates), to read the searching columns from.
create function tokenward.audit_searchable(body text) returns jsonb
  language sql immutable strict parallel safe as $$
  select pg_catalog.regexp_replace(body, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'gi')::jsonb
$$;

-- Appends bodies (canonical JSON texts) in order and returns the sequence of the last one. The head row
-- is locked from here to the end of the transaction: call it last, so that writers wait for one another
-- only as long as a commit takes.
create function tokenward.audit_append_all(bodies text[]) returns bigint language plpgsql as $$
declare
  last_sequence bigint;
  last_hash text;
  previous text;
  body text;
  searchable jsonb;
begin
  select head.sequence, head.hash into strict last_sequence, last_hash
    from tokenward.audit_head head for update;
  foreach body in array bodies loop
    previous := last_hash;
    last_sequence := last_sequence + 1;
    last_hash := encode(sha256(convert_to(
      'tokenward-audit-v1' || chr(10) || last_sequence || chr(10) || previous || chr(10) || body, 'UTF8')), 'hex');
    searchable := tokenward.audit_searchable(body);
    insert into tokenward.audit_event (sequence, previous_hash, hash, body, type, subject, at_ms)
      values (last_sequence, previous, last_hash, body, searchable ->> 'type', searchable ->> 'subject',
              (searchable ->> 'atMs')::bigint);
  end loop;
  update tokenward.audit_head set sequence = last_sequence, hash = last_hash;
  return last_sequence;
end
$$;

-- Appends one body; see audit_append_all.
create function tokenward.audit_append(body text) returns bigint language sql as $$
  select tokenward.audit_append_all(array[body])
$$;
