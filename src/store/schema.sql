-- The store as the migrations leave it, read back from the database. Written by a command, never by hand:
-- UPDATE_SCHEMA=1 node --test src/store/migration/schema.test.ts

create table tokenward.adoption_check (
  id text not null,
  period_id text not null,
  asset_id text not null,
  author_id text not null,
  adopter_id text not null,
  task_id text not null,
  checker_id text not null,
  drawn_at timestamp with time zone not null,
  verdict text,
  reason text,
  decided_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint adoption_check_pkey PRIMARY KEY (id),
  constraint adoption_check_check CHECK (((checker_id <> author_id) AND (checker_id <> adopter_id))),
  constraint adoption_check_check1 CHECK (((verdict IS NULL) = (decided_at IS NULL))),
  constraint adoption_check_id_check CHECK (((length(id) >= 1) AND (length(id) <= 1000))),
  constraint adoption_check_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint adoption_check_revision_check CHECK ((revision >= 1)),
  constraint adoption_check_verdict_check CHECK ((verdict = ANY (ARRAY['carried'::text, 'not_carried'::text])))
);
CREATE INDEX adoption_check_adopter_index ON tokenward.adoption_check USING btree (adopter_id);
CREATE INDEX adoption_check_checker_index ON tokenward.adoption_check USING btree (checker_id) WHERE (verdict IS NULL);

create table tokenward.allow_entry (
  id text not null,
  match_kind text not null,
  finding_type text,
  value text,
  digest text,
  reason text not null,
  expires_at timestamp with time zone not null,
  made_by text not null,
  proposal_id text,
  status text not null,
  ended_by text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint allow_entry_pkey PRIMARY KEY (id),
  constraint allow_entry_check CHECK (((match_kind = 'digest'::text) = (digest IS NOT NULL))),
  constraint allow_entry_check1 CHECK (((match_kind = 'digest'::text) = (value IS NULL))),
  constraint allow_entry_check2 CHECK (((match_kind = 'digest'::text) OR (finding_type IS NOT NULL))),
  constraint allow_entry_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint allow_entry_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint allow_entry_match_kind_check CHECK ((match_kind = ANY (ARRAY['digest'::text, 'literal'::text, 'prefix'::text, 'domain'::text]))),
  constraint allow_entry_revision_check CHECK ((revision >= 1)),
  constraint allow_entry_status_check CHECK ((status = ANY (ARRAY['active'::text, 'ended'::text])))
);
CREATE INDEX allow_entry_changed_index ON tokenward.allow_entry USING btree (changed_version);

create table tokenward.allowance_evaluation (
  id text not null,
  envelope_id text not null,
  period_start_ms bigint not null,
  period_end_ms bigint not null,
  rule_version integer not null,
  evaluated_at timestamp with time zone not null,
  evaluated_by text,
  unit text not null,
  hard_cap numeric(38,0) not null,
  tranches jsonb not null,
  granted numeric(38,0) not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint allowance_evaluation_pkey PRIMARY KEY (id),
  constraint allowance_evaluation_granted_check CHECK ((granted >= (0)::numeric)),
  constraint allowance_evaluation_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint allowance_evaluation_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint allowance_evaluation_revision_check CHECK ((revision >= 1)),
  constraint allowance_evaluation_tranches_check CHECK ((jsonb_typeof(tranches) = 'array'::text)),
  constraint allowance_evaluation_unit_check CHECK ((unit = ANY (ARRAY['nanodollars'::text, 'tokens'::text, 'requests'::text])))
);
CREATE INDEX allowance_evaluation_account_index ON tokenward.allowance_evaluation USING btree (envelope_id, period_start_ms);

create table tokenward.allowance_rule (
  id text not null,
  version integer not null,
  rule jsonb not null,
  note text not null,
  published_by text not null,
  published_at timestamp with time zone not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint allowance_rule_pkey PRIMARY KEY (id),
  constraint allowance_rule_version_key UNIQUE (version),
  constraint allowance_rule_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint allowance_rule_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint allowance_rule_revision_check CHECK ((revision >= 1)),
  constraint allowance_rule_rule_check CHECK ((jsonb_typeof(rule) = 'object'::text)),
  constraint allowance_rule_version_check CHECK ((version >= 1))
);

create table tokenward.api_key (
  id text not null,
  name text not null,
  digest text not null,
  hint text not null,
  owner_person_id text,
  owner_service_account_id text,
  team_id text not null,
  project_id text,
  lane text not null,
  scopes jsonb not null,
  allowed_use_case_ids jsonb not null,
  default_use_case_id text,
  expires_at timestamp with time zone,
  rotated_from_key_id text,
  status text not null,
  status_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  tags jsonb not null default '{}'::jsonb,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_digest_key UNIQUE (digest),
  constraint api_key_allowed_use_case_ids_check CHECK ((jsonb_typeof(allowed_use_case_ids) = 'array'::text)),
  constraint api_key_digest_check CHECK (((length(digest) >= 1) AND (length(digest) <= 200))),
  constraint api_key_has_one_owner CHECK ((num_nonnulls(owner_person_id, owner_service_account_id) = 1)),
  constraint api_key_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint api_key_lane_check CHECK ((lane = ANY (ARRAY['exploration'::text, 'production'::text]))),
  constraint api_key_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint api_key_revision_check CHECK ((revision >= 1)),
  constraint api_key_scopes_check CHECK (((jsonb_typeof(scopes) = 'array'::text) AND (NOT jsonb_path_exists(scopes, '$[*]?(!(@ like_regex "^[a-z]+([.][a-z]+)?$"))'::jsonpath)))),
  constraint api_key_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'revoked'::text]))),
  constraint api_key_tags_check CHECK ((jsonb_typeof(tags) = 'object'::text)),
  constraint api_key_default_use_case_id_fkey FOREIGN KEY (default_use_case_id) REFERENCES tokenward.use_case(id) DEFERRABLE INITIALLY DEFERRED,
  constraint api_key_owner_person_id_fkey FOREIGN KEY (owner_person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED,
  constraint api_key_owner_service_account_id_fkey FOREIGN KEY (owner_service_account_id) REFERENCES tokenward.service_account(id) DEFERRABLE INITIALLY DEFERRED,
  constraint api_key_project_id_fkey FOREIGN KEY (project_id) REFERENCES tokenward.project(id) DEFERRABLE INITIALLY DEFERRED,
  constraint api_key_rotated_from_key_id_fkey FOREIGN KEY (rotated_from_key_id) REFERENCES tokenward.api_key(id) DEFERRABLE INITIALLY DEFERRED,
  constraint api_key_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX api_key_changed_index ON tokenward.api_key USING btree (changed_version);
CREATE INDEX api_key_owner_person_index ON tokenward.api_key USING btree (owner_person_id);
CREATE INDEX api_key_owner_service_account_index ON tokenward.api_key USING btree (owner_service_account_id);
CREATE INDEX api_key_project_index ON tokenward.api_key USING btree (project_id);
CREATE INDEX api_key_team_index ON tokenward.api_key USING btree (team_id);
CREATE TRIGGER api_key_digest_is_fixed BEFORE UPDATE ON tokenward.api_key FOR EACH ROW WHEN ((old.digest IS DISTINCT FROM new.digest)) EXECUTE FUNCTION tokenward.refuse_changed_digest();

create table tokenward.approval (
  id text not null,
  owner_kind text not null,
  owner_id text not null,
  key_id text not null,
  team_id text not null,
  use_case_id text not null,
  tier smallint not null,
  model_id text not null,
  purpose text,
  data_class text not null,
  findings jsonb not null,
  rules jsonb not null,
  policy_version text not null,
  why text not null,
  ask_at text,
  first_call_id text not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  requirements jsonb not null,
  given jsonb not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  granted_until timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint approval_pkey PRIMARY KEY (id),
  constraint approval_check CHECK (((state = 'pending'::text) = (decided_at IS NULL))),
  constraint approval_check1 CHECK (((state = 'approved'::text) = (granted_until IS NOT NULL))),
  constraint approval_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint approval_findings_check CHECK ((jsonb_typeof(findings) = 'object'::text)),
  constraint approval_given_check CHECK ((jsonb_typeof(given) = 'array'::text)),
  constraint approval_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint approval_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint approval_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint approval_requirements_check CHECK ((jsonb_typeof(requirements) = 'array'::text)),
  constraint approval_revision_check CHECK ((revision >= 1)),
  constraint approval_rules_check CHECK ((jsonb_typeof(rules) = 'array'::text)),
  constraint approval_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'declined'::text, 'expired'::text, 'withdrawn'::text]))),
  constraint approval_tier_check CHECK (((tier >= 1) AND (tier <= 3)))
);
CREATE INDEX approval_changed_index ON tokenward.approval USING btree (changed_version);
CREATE INDEX approval_owner_index ON tokenward.approval USING btree (owner_kind, owner_id);
CREATE INDEX approval_state_index ON tokenward.approval USING btree (state, expires_at);

create table tokenward.asset_author (
  asset_id text not null,
  first_asset_id text not null,
  author_person_id text not null,
  found_at timestamp with time zone not null,
  constraint asset_author_pkey PRIMARY KEY (asset_id),
  constraint asset_author_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED,
  constraint asset_author_first_asset_id_fkey FOREIGN KEY (first_asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.audit_batch (
  batch_id text not null,
  leaf_count integer not null,
  merkle_root text not null,
  leaves bytea storage external not null,
  constraint audit_batch_pkey PRIMARY KEY (batch_id),
  constraint audit_batch_leaf_count_check CHECK ((leaf_count >= 1)),
  constraint audit_batch_merkle_root_check CHECK ((length(merkle_root) = 64))
);

create table tokenward.audit_checkpoint (
  sequence bigint not null,
  key_id text not null,
  origin text not null,
  hash text not null,
  at_ms bigint not null,
  signature text not null,
  constraint audit_checkpoint_pkey PRIMARY KEY (sequence, key_id),
  constraint audit_checkpoint_hash_check CHECK ((length(hash) = 64)),
  constraint audit_checkpoint_sequence_check CHECK ((sequence >= 0))
);

create table tokenward.audit_event (
  sequence bigint not null,
  previous_hash text not null,
  hash text not null,
  body text not null,
  type text not null,
  subject text not null,
  at_ms bigint not null,
  constraint audit_event_pkey PRIMARY KEY (sequence),
  constraint audit_event_hash_check CHECK ((length(hash) = 64)),
  constraint audit_event_previous_hash_check CHECK ((length(previous_hash) = 64)),
  constraint audit_event_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX audit_event_at_index ON tokenward.audit_event USING btree (at_ms);
CREATE INDEX audit_event_subject_index ON tokenward.audit_event USING btree ("left"(subject, 500), sequence);
CREATE INDEX audit_event_type_index ON tokenward.audit_event USING btree (type, sequence);
CREATE TRIGGER audit_event_is_append_only BEFORE DELETE OR UPDATE ON tokenward.audit_event FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_audit_change();

create table tokenward.audit_head (
  only_row boolean not null default true,
  sequence bigint not null,
  hash text not null,
  constraint audit_head_pkey PRIMARY KEY (only_row),
  constraint audit_head_hash_check CHECK ((length(hash) = 64)),
  constraint audit_head_only_row_check CHECK (only_row),
  constraint audit_head_sequence_check CHECK ((sequence >= 0))
);

create table tokenward.board_burst (
  id text not null,
  programme_id text not null,
  person_id text not null,
  day date not null,
  tokens numeric not null,
  usual_tokens numeric not null,
  state text not null,
  noted_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint board_burst_pkey PRIMARY KEY (id),
  constraint board_burst_programme_id_person_id_day_key UNIQUE (programme_id, person_id, day),
  constraint board_burst_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint board_burst_check1 CHECK (((decided_at IS NULL) = (decided_by IS NULL))),
  constraint board_burst_check2 CHECK (((decided_by IS NULL) OR (decided_by <> person_id))),
  constraint board_burst_id_check CHECK (((length(id) >= 1) AND (length(id) <= 500))),
  constraint board_burst_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint board_burst_revision_check CHECK ((revision >= 1)),
  constraint board_burst_state_check CHECK ((state = ANY (ARRAY['open'::text, 'left_out'::text, 'let_stand'::text]))),
  constraint board_burst_tokens_check CHECK ((tokens >= (0)::numeric)),
  constraint board_burst_usual_tokens_check CHECK ((usual_tokens >= (0)::numeric)),
  constraint board_burst_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES tokenward.programme(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX board_burst_open_index ON tokenward.board_burst USING btree (programme_id) WHERE (state = 'open'::text);

create table tokenward.breach (
  id text not null,
  person_id text not null,
  severity text not null,
  is_self_reported boolean not null,
  words text not null,
  happened_at timestamp with time zone not null,
  report_id text,
  state text not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint breach_pkey PRIMARY KEY (id),
  constraint breach_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint breach_check1 CHECK (((decided_by IS NULL) OR ((decided_by <> person_id) AND (decided_by <> opened_by)))),
  constraint breach_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint breach_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint breach_revision_check CHECK ((revision >= 1)),
  constraint breach_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'severe'::text]))),
  constraint breach_state_check CHECK ((state = ANY (ARRAY['open'::text, 'confirmed'::text, 'cleared'::text]))),
  constraint breach_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX breach_person_index ON tokenward.breach USING btree (person_id, happened_at);

create table tokenward.budget_account (
  envelope_id text not null,
  period_start_ms bigint not null,
  period_end_ms bigint not null,
  cap_applied numeric(38,0) not null,
  amount_limit numeric(38,0) not null,
  spent numeric(38,0) not null,
  held numeric(38,0) not null,
  suspense numeric(38,0) not null,
  closed boolean not null default false,
  constraint budget_account_pkey PRIMARY KEY (envelope_id, period_start_ms),
  constraint budget_account_check CHECK ((period_end_ms > period_start_ms)),
  constraint budget_account_held_check CHECK ((held >= (0)::numeric)),
  constraint budget_account_suspense_check CHECK ((suspense >= (0)::numeric)),
  constraint budget_account_envelope_id_fkey FOREIGN KEY (envelope_id) REFERENCES tokenward.budget_envelope(id)
);

create table tokenward.budget_entry (
  id bigint not null generated always as identity,
  envelope_id text not null,
  period_start_ms bigint not null,
  at timestamp with time zone not null default clock_timestamp(),
  kind text not null,
  amount numeric(38,0) not null,
  gateway_id text,
  actor text,
  reason text,
  constraint budget_entry_pkey PRIMARY KEY (id),
  constraint budget_entry_kind_check CHECK ((kind = ANY (ARRAY['grant'::text, 'carry_over'::text, 'transfer'::text, 'adjustment'::text, 'hold'::text, 'release'::text, 'commit'::text, 'expire'::text, 'suspense'::text]))),
  constraint budget_entry_envelope_id_period_start_ms_fkey FOREIGN KEY (envelope_id, period_start_ms) REFERENCES tokenward.budget_account(envelope_id, period_start_ms)
);
CREATE INDEX budget_entry_account_index ON tokenward.budget_entry USING btree (envelope_id, period_start_ms, id);
CREATE TRIGGER budget_entry_is_append_only BEFORE DELETE OR UPDATE ON tokenward.budget_entry FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_budget_entry_change();
CREATE TRIGGER budget_entry_is_summed AFTER INSERT ON tokenward.budget_entry FOR EACH ROW WHEN ((new.kind = 'commit'::text)) EXECUTE FUNCTION tokenward.sum_budget_spend();

create table tokenward.budget_envelope (
  id text not null,
  name text not null,
  team_id text,
  project_id text,
  use_case_id text,
  person_id text,
  lane text,
  tag_name text,
  tag_value text,
  owner_person_id text,
  cost_centre text,
  unit text not null,
  period text not null,
  hard_cap numeric(38,0) not null,
  cap_kind text not null,
  overdraft numeric(38,0) not null default 0,
  quantile double precision,
  soft_thresholds jsonb not null default '[]'::jsonb,
  carry_over_percent smallint not null default 0,
  carry_over_max numeric(38,0) not null default 0,
  store_away text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  metric jsonb,
  exception_id text,
  constraint budget_envelope_pkey PRIMARY KEY (id),
  constraint budget_envelope_cap_kind_check CHECK ((cap_kind = ANY (ARRAY['strict'::text, 'elastic'::text]))),
  constraint budget_envelope_carry_over_max_check CHECK ((carry_over_max >= (0)::numeric)),
  constraint budget_envelope_carry_over_percent_check CHECK (((carry_over_percent >= 0) AND (carry_over_percent <= 100))),
  constraint budget_envelope_check CHECK (((overdraft >= (0)::numeric) AND (overdraft <= hard_cap))),
  constraint budget_envelope_check1 CHECK (((tag_name IS NULL) = (tag_value IS NULL))),
  constraint budget_envelope_check2 CHECK (((cap_kind = 'elastic'::text) OR ((overdraft = (0)::numeric) AND (quantile IS NULL)))),
  constraint budget_envelope_hard_cap_check CHECK (((hard_cap >= (0)::numeric) AND (hard_cap <= ('1000000000000000000'::bigint)::numeric))),
  constraint budget_envelope_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint budget_envelope_lane_check CHECK ((lane = ANY (ARRAY['exploration'::text, 'production'::text]))),
  constraint budget_envelope_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint budget_envelope_period_check CHECK ((period = ANY (ARRAY['minute'::text, 'hour'::text, 'day'::text, 'week'::text, 'month'::text, 'quarter'::text, 'year'::text]))),
  constraint budget_envelope_quantile_check CHECK (((quantile >= (0.5)::double precision) AND (quantile < (1)::double precision))),
  constraint budget_envelope_revision_check CHECK ((revision >= 1)),
  constraint budget_envelope_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint budget_envelope_store_away_check CHECK ((store_away = ANY (ARRAY['refuse'::text, 'leases'::text]))),
  constraint budget_envelope_unit_check CHECK ((unit = ANY (ARRAY['nanodollars'::text, 'tokens'::text, 'requests'::text, 'concurrency'::text])))
);
CREATE INDEX budget_envelope_changed_index ON tokenward.budget_envelope USING btree (changed_version);

create table tokenward.budget_gateway (
  id text not null,
  epoch integer not null,
  sequence bigint not null,
  constraint budget_gateway_pkey PRIMARY KEY (id),
  constraint budget_gateway_epoch_check CHECK ((epoch >= 1))
);

create table tokenward.budget_lease (
  gateway_id text not null,
  epoch integer not null,
  envelope_id text not null,
  period_start_ms bigint not null,
  outstanding numeric(38,0) not null,
  state text not null,
  expires_at timestamp with time zone not null,
  suspense_since timestamp with time zone,
  constraint budget_lease_pkey PRIMARY KEY (envelope_id, period_start_ms, gateway_id, epoch),
  constraint budget_lease_outstanding_check CHECK ((outstanding >= (0)::numeric)),
  constraint budget_lease_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspense'::text, 'closed'::text]))),
  constraint budget_lease_envelope_id_period_start_ms_fkey FOREIGN KEY (envelope_id, period_start_ms) REFERENCES tokenward.budget_account(envelope_id, period_start_ms),
  constraint budget_lease_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES tokenward.budget_gateway(id)
);
CREATE INDEX budget_lease_expiry_index ON tokenward.budget_lease USING btree (expires_at) WHERE (state = 'active'::text);
CREATE INDEX budget_lease_gateway_index ON tokenward.budget_lease USING btree (gateway_id, epoch) WHERE (state <> 'closed'::text);

create table tokenward.budget_metric_value (
  envelope_id text not null,
  at timestamp with time zone not null,
  value double precision not null,
  reported_by text not null,
  reported_at timestamp with time zone not null,
  constraint budget_metric_value_pkey PRIMARY KEY (envelope_id, at),
  constraint budget_metric_value_envelope_id_fkey FOREIGN KEY (envelope_id) REFERENCES tokenward.budget_envelope(id)
);

create table tokenward.budget_settlement (
  call_id text not null,
  gateway_id text not null,
  epoch integer not null,
  charges jsonb not null,
  settled_at timestamp with time zone not null default clock_timestamp(),
  constraint budget_settlement_pkey PRIMARY KEY (call_id)
);
CREATE INDEX budget_settlement_at_index ON tokenward.budget_settlement USING brin (settled_at);

create table tokenward.budget_spend (
  envelope_id text not null,
  at timestamp with time zone not null,
  period_start_ms bigint not null,
  amount numeric(38,0) not null,
  constraint budget_spend_pkey PRIMARY KEY (envelope_id, at, period_start_ms)
) with (fillfactor=70);
CREATE INDEX budget_spend_at_index ON tokenward.budget_spend USING brin (at);

create table tokenward.cache_purge (
  id text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text not null,
  ordered_by text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint cache_purge_pkey PRIMARY KEY (id),
  constraint cache_purge_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint cache_purge_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint cache_purge_revision_check CHECK ((revision >= 1)),
  constraint cache_purge_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['all'::text, 'use_case'::text, 'person'::text, 'service_account'::text, 'team'::text, 'model'::text])))
);
CREATE INDEX cache_purge_changed_index ON tokenward.cache_purge USING btree (changed_version);

create table tokenward.cached_answer (
  key text not null,
  call_id text not null,
  owner_kind text not null,
  owner_id text not null,
  key_id text not null,
  team_id text not null,
  use_case_id text not null,
  model_id text not null,
  template_id text,
  data_class text not null,
  face text not null,
  snapshot_version bigint not null,
  stored_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  subject_key_id uuid not null,
  wrapped bytea not null,
  sealed bytea storage external not null,
  constraint cached_answer_pkey PRIMARY KEY (key),
  constraint cached_answer_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint cached_answer_key_check CHECK ((length(key) = 64)),
  constraint cached_answer_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint cached_answer_subject_key_id_fkey FOREIGN KEY (subject_key_id) REFERENCES tokenward.content_subject_key(id) ON DELETE CASCADE
);
CREATE INDEX cached_answer_expires_index ON tokenward.cached_answer USING btree (expires_at);
CREATE INDEX cached_answer_owner_index ON tokenward.cached_answer USING btree (owner_kind, owner_id);
CREATE INDEX cached_answer_subject_key_index ON tokenward.cached_answer USING btree (subject_key_id);

create table tokenward.call_open (
  call_id uuid not null,
  admitted_at timestamp with time zone not null,
  gateway_id text not null,
  line json not null,
  constraint call_open_pkey PRIMARY KEY (call_id)
);
CREATE INDEX call_open_admitted_index ON tokenward.call_open USING btree (admitted_at);

create table tokenward.calls (
  call_id uuid not null,
  admitted_at timestamp with time zone not null,
  gateway_id text not null,
  key_id text,
  person_id text,
  service_account_id text,
  team_id text,
  project_id text,
  cost_centre text,
  lane text,
  use_case_id text,
  use_case_source text,
  tier smallint,
  purpose text,
  output_destination text,
  template_id text,
  template_version text,
  session_id text,
  task_id text,
  task_source text,
  conversation_hash text,
  prefix_hashes jsonb not null,
  face text,
  stream boolean not null,
  requested_model text,
  model_id text,
  upstream_id text,
  upstream_model text,
  route_reason text,
  policy_version text not null,
  decision text not null,
  decision_rules jsonb not null,
  approver_id text,
  request_bytes bigint not null,
  message_count bigint not null,
  tool_count bigint not null,
  max_output_tokens double precision,
  context_tokens_estimated bigint not null,
  client_name text,
  trace_id text,
  settled_at timestamp with time zone not null,
  outcome text not null,
  status integer,
  error_code text,
  finish_reason text,
  response_model text,
  response_id text,
  attempts integer not null,
  latency_ms double precision not null,
  first_byte_ms double precision,
  response_bytes bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  usage_basis text not null,
  vendor_usage json,
  service_tier text,
  cost_nanodollars bigint,
  price_id text,
  price_book_version text,
  data_class text,
  declared_data_class text,
  findings jsonb not null default '{}'::jsonb,
  findings_digest text,
  obligations jsonb not null default '[]'::jsonb,
  inspection_failures jsonb not null default '[]'::jsonb,
  shadow_decision jsonb,
  repeat_of text,
  media_kinds jsonb not null default '[]'::jsonb,
  template_approved boolean,
  exception_ids jsonb not null default '[]'::jsonb,
  answer_findings jsonb not null default '{}'::jsonb,
  answer_action text,
  held_nanodollars bigint,
  clamped_max_output_tokens bigint,
  holds jsonb,
  budget_wait_ms double precision,
  difficulty double precision,
  shadow_of text,
  charges jsonb,
  repeats bigint,
  route_saving_nanodollars bigint,
  cache_status text,
  cache_age_ms double precision,
  answered_by text,
  avoided_cost_nanodollars bigint,
  translated_to text,
  work_item text,
  branch text,
  constraint calls_pkey PRIMARY KEY (admitted_at, call_id),
  constraint calls_avoided_cost_nanodollars_check CHECK ((avoided_cost_nanodollars >= 0)),
  constraint calls_cost_nanodollars_check CHECK ((cost_nanodollars >= 0)),
  constraint calls_decision_check CHECK ((decision = ANY (ARRAY['allow'::text, 'refuse'::text]))),
  constraint calls_difficulty_check CHECK (((difficulty >= (0)::double precision) AND (difficulty <= (1)::double precision))),
  constraint calls_held_nanodollars_check CHECK ((held_nanodollars >= 0)),
  constraint calls_input_cache_read_tokens_check CHECK (((input_cache_read_tokens >= 0) AND (input_cache_read_tokens <= '1000000000000'::bigint))),
  constraint calls_input_cache_write_1h_tokens_check CHECK (((input_cache_write_1h_tokens >= 0) AND (input_cache_write_1h_tokens <= '1000000000000'::bigint))),
  constraint calls_input_cache_write_5m_tokens_check CHECK (((input_cache_write_5m_tokens >= 0) AND (input_cache_write_5m_tokens <= '1000000000000'::bigint))),
  constraint calls_input_cache_write_unknown_tokens_check CHECK (((input_cache_write_unknown_tokens >= 0) AND (input_cache_write_unknown_tokens <= '1000000000000'::bigint))),
  constraint calls_input_uncached_tokens_check CHECK (((input_uncached_tokens >= 0) AND (input_uncached_tokens <= '1000000000000'::bigint))),
  constraint calls_output_reasoning_tokens_check CHECK (((output_reasoning_tokens >= 0) AND (output_reasoning_tokens <= '1000000000000'::bigint))),
  constraint calls_output_visible_tokens_check CHECK (((output_visible_tokens >= 0) AND (output_visible_tokens <= '1000000000000'::bigint))),
  constraint calls_usage_basis_check CHECK ((usage_basis = ANY (ARRAY['measured'::text, 'estimated'::text, 'none'::text])))
) partition by RANGE (admitted_at);
CREATE INDEX calls_avoided_index ON ONLY tokenward.calls USING btree (admitted_at) INCLUDE (use_case_id, answered_by, avoided_cost_nanodollars) WHERE (answered_by = ANY (ARRAY['cache'::text, 'workflow'::text]));
CREATE INDEX calls_branch_index ON ONLY tokenward.calls USING btree (branch, admitted_at) WHERE (branch IS NOT NULL);
CREATE INDEX calls_key_index ON ONLY tokenward.calls USING btree (key_id, admitted_at);
CREATE INDEX calls_looked_at_index ON ONLY tokenward.calls USING btree (admitted_at) INCLUDE (use_case_id, model_id, route_reason) WHERE (difficulty IS NOT NULL);
CREATE INDEX calls_person_index ON ONLY tokenward.calls USING btree (person_id, admitted_at) WHERE (person_id IS NOT NULL);
CREATE INDEX calls_refused_person_index ON ONLY tokenward.calls USING btree (person_id, admitted_at) WHERE ((decision = 'refuse'::text) AND (person_id IS NOT NULL));
CREATE INDEX calls_routed_index ON ONLY tokenward.calls USING btree (use_case_id, model_id, admitted_at) WHERE (route_reason = ANY (ARRAY['routed'::text, 'sticky'::text, 'canary'::text]));
CREATE INDEX calls_routing_index ON ONLY tokenward.calls USING btree (admitted_at) WHERE ((route_saving_nanodollars IS NOT NULL) OR (shadow_of IS NOT NULL) OR (route_reason = 'latency'::text));
CREATE INDEX calls_settled_index ON ONLY tokenward.calls USING brin (settled_at) WITH (autosummarize='on');
CREATE INDEX calls_task_index ON ONLY tokenward.calls USING btree (task_id, admitted_at) WHERE (task_id IS NOT NULL);
CREATE INDEX calls_template_index ON ONLY tokenward.calls USING btree (template_id, team_id, admitted_at) WHERE (template_id IS NOT NULL);
CREATE INDEX calls_work_item_index ON ONLY tokenward.calls USING btree (work_item, admitted_at) WHERE (work_item IS NOT NULL);

create table tokenward.calls_default partition of tokenward.calls DEFAULT;

create table tokenward.charge_adjustment (
  id uuid not null,
  month text not null,
  adjusts text not null,
  posted_at timestamp with time zone not null,
  posted_by text not null,
  amount_nanodollars numeric(38,0) not null,
  reason text not null,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  constraint charge_adjustment_pkey PRIMARY KEY (id),
  constraint charge_adjustment_amount_nanodollars_check CHECK ((amount_nanodollars <> (0)::numeric)),
  constraint charge_adjustment_check CHECK ((adjusts < month)),
  constraint charge_adjustment_adjusts_fkey FOREIGN KEY (adjusts) REFERENCES tokenward.charge_close(month)
);
CREATE INDEX charge_adjustment_month_index ON tokenward.charge_adjustment USING btree (month, posted_at, id);
CREATE TRIGGER charge_adjustment_is_final BEFORE DELETE OR UPDATE ON tokenward.charge_adjustment FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_charge_change();
CREATE TRIGGER charge_adjustment_of_open_month BEFORE INSERT ON tokenward.charge_adjustment FOR EACH ROW EXECUTE FUNCTION tokenward.refuse_charge_change();

create table tokenward.charge_close (
  month text not null,
  time_zone text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  closed_at timestamp with time zone not null,
  closed_by text not null,
  lines bigint not null,
  calls bigint not null,
  calls_unpriced bigint not null,
  cost_femtodollars numeric(60,0) not null,
  digest text not null,
  constraint charge_close_pkey PRIMARY KEY (month),
  constraint charge_close_check CHECK ((to_at > from_at)),
  constraint charge_close_digest_check CHECK ((length(digest) = 64)),
  constraint charge_close_month_check CHECK ((month ~ '^\d{4}-(0[1-9]|1[0-2])$'::text))
);
CREATE TRIGGER charge_close_is_final BEFORE DELETE OR UPDATE ON tokenward.charge_close FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_charge_change();

create table tokenward.charge_hourly (
  hour timestamp with time zone not null,
  gateway_id text not null,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  lane text,
  model_id text,
  upstream_id text,
  usage_basis text not null,
  is_priced boolean not null,
  price_id text,
  service_tier text,
  input_tokens_min bigint not null,
  calls bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38,0) not null,
  constraint charge_hourly_key UNIQUE NULLS NOT DISTINCT (hour, team_id, project_id, use_case_id, cost_centre, lane, model_id, upstream_id, usage_basis, is_priced, price_id, service_tier, input_tokens_min, gateway_id)
) with (fillfactor=70);

create table tokenward.charge_line (
  month text not null,
  "position" bigint not null,
  kind text not null,
  day date not null,
  adjusts text,
  team_id text,
  project_id text,
  use_case_id text,
  cost_centre text,
  lane text,
  model_id text,
  upstream_id text,
  person_id text,
  usage_basis text,
  is_priced boolean,
  price_id text,
  service_tier text,
  input_tokens_min bigint,
  prices jsonb,
  calls bigint not null default 0,
  input_uncached_tokens bigint not null default 0,
  input_cache_read_tokens bigint not null default 0,
  input_cache_write_5m_tokens bigint not null default 0,
  input_cache_write_1h_tokens bigint not null default 0,
  input_cache_write_unknown_tokens bigint not null default 0,
  output_visible_tokens bigint not null default 0,
  output_reasoning_tokens bigint not null default 0,
  cost_nanodollars numeric(38,0) not null default 0,
  amount_femtodollars numeric(60,0),
  about_id text,
  about_words text,
  about_method text,
  constraint charge_line_pkey PRIMARY KEY (month, "position"),
  constraint charge_line_check CHECK (((kind = 'calls'::text) = (amount_femtodollars IS NULL))),
  constraint charge_line_kind_check CHECK ((kind = ANY (ARRAY['calls'::text, 'adjustment'::text, 'shared'::text]))),
  constraint charge_line_position_check CHECK (("position" >= 1))
);
CREATE INDEX charge_line_adjusts_index ON tokenward.charge_line USING btree (adjusts) WHERE (adjusts IS NOT NULL);
CREATE TRIGGER charge_line_is_frozen BEFORE DELETE OR UPDATE ON tokenward.charge_line FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_charge_change();
CREATE TRIGGER charge_line_of_open_month BEFORE INSERT ON tokenward.charge_line FOR EACH ROW EXECUTE FUNCTION tokenward.refuse_charge_change();

create table tokenward.charge_seen (
  month text not null,
  calls_seen bigint not null,
  constraint charge_seen_pkey PRIMARY KEY (month),
  constraint charge_seen_month_fkey FOREIGN KEY (month) REFERENCES tokenward.charge_close(month) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.configuration_version (
  version bigint not null,
  text text not null,
  summary text not null,
  actor_kind text not null,
  actor_id text not null,
  applied_at timestamp with time zone not null,
  constraint configuration_version_pkey PRIMARY KEY (version)
);

create table tokenward.content_access (
  id text not null,
  requester_kind text not null,
  requester_id text not null,
  purpose text not null,
  reason text not null,
  person_id text,
  use_case_id text,
  call_id text,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  minutes integer not null,
  state text not null,
  second_person_id text,
  decided_at timestamp with time zone,
  granted_until timestamp with time zone,
  decision_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint content_access_pkey PRIMARY KEY (id),
  constraint content_access_check CHECK ((num_nonnulls(person_id, use_case_id, call_id, from_at, to_at) > 0)),
  constraint content_access_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint content_access_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint content_access_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440))),
  constraint content_access_purpose_check CHECK ((purpose = ANY (ARRAY['incident'::text, 'abuse'::text, 'quality'::text, 'legal'::text, 'subject_request'::text, 'debugging'::text]))),
  constraint content_access_requester_kind_check CHECK ((requester_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint content_access_revision_check CHECK ((revision >= 1)),
  constraint content_access_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'granted'::text, 'refused'::text])))
);

create table tokenward.content_key (
  record_id uuid not null,
  subject_key_id uuid not null,
  wrapped bytea not null,
  constraint content_key_pkey PRIMARY KEY (record_id),
  constraint content_key_record_id_fkey FOREIGN KEY (record_id) REFERENCES tokenward.content_record(id) ON DELETE CASCADE,
  constraint content_key_subject_key_id_fkey FOREIGN KEY (subject_key_id) REFERENCES tokenward.content_subject_key(id) ON DELETE CASCADE
);
CREATE INDEX content_key_subject_index ON tokenward.content_key USING btree (subject_key_id);

create table tokenward.content_reading (
  id uuid not null,
  record_id uuid not null,
  call_id text not null,
  access_id text not null,
  owner_kind text not null,
  owner_id text not null,
  reader_kind text not null,
  reader_id text not null,
  purpose text not null,
  read_at timestamp with time zone not null,
  constraint content_reading_pkey PRIMARY KEY (id)
);
CREATE INDEX content_reading_at_index ON tokenward.content_reading USING btree (read_at);
CREATE INDEX content_reading_owner_index ON tokenward.content_reading USING btree (owner_kind, owner_id, read_at);

create table tokenward.content_record (
  id uuid not null,
  call_id text not null,
  owner_kind text not null,
  owner_id text not null,
  use_case_id text not null,
  tier smallint not null,
  data_class text not null,
  at timestamp with time zone not null,
  parts integer not null,
  sealed bytea storage external not null,
  constraint content_record_pkey PRIMARY KEY (id),
  constraint content_record_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint content_record_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint content_record_parts_check CHECK ((parts >= 1)),
  constraint content_record_tier_check CHECK (((tier >= 1) AND (tier <= 3)))
);
CREATE INDEX content_record_at_index ON tokenward.content_record USING btree (at);
CREATE INDEX content_record_call_index ON tokenward.content_record USING btree (call_id);
CREATE INDEX content_record_owner_index ON tokenward.content_record USING btree (owner_kind, owner_id, at);
CREATE INDEX content_record_use_case_index ON tokenward.content_record USING btree (use_case_id, data_class, at);

create table tokenward.content_subject_key (
  id uuid not null,
  owner_kind text not null,
  owner_id text not null,
  vault_key_id text not null,
  wrapped bytea not null,
  created_at timestamp with time zone not null,
  constraint content_subject_key_pkey PRIMARY KEY (id),
  constraint content_subject_key_owner_kind_owner_id_key UNIQUE (owner_kind, owner_id),
  constraint content_subject_key_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text])))
);

create table tokenward.conversation_head (
  owner text not null,
  hash text not null,
  task_id text not null,
  seen_at timestamp with time zone not null,
  constraint conversation_head_pkey PRIMARY KEY (owner, hash)
);
CREATE INDEX conversation_head_seen_index ON tokenward.conversation_head USING btree (seen_at);

create table tokenward.cost_centre (
  id text not null,
  name text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint cost_centre_pkey PRIMARY KEY (id),
  constraint cost_centre_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint cost_centre_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint cost_centre_revision_check CHECK ((revision >= 1)),
  constraint cost_centre_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])))
);

create table tokenward.cost_report (
  id bigint not null generated always as identity,
  vendor text not null,
  digest text not null,
  file_name text not null,
  imported_at timestamp with time zone not null,
  imported_by text not null,
  from_day date not null,
  to_day date not null,
  lines integer not null,
  cost_femtodollars numeric(60,0) not null,
  constraint cost_report_pkey PRIMARY KEY (id),
  constraint cost_report_vendor_digest_key UNIQUE (vendor, digest),
  constraint cost_report_digest_check CHECK ((length(digest) = 64)),
  constraint cost_report_vendor_check CHECK ((vendor = ANY (ARRAY['openai'::text, 'anthropic'::text])))
);

create table tokenward.cost_report_line (
  report_id bigint not null,
  line integer not null,
  "position" integer not null,
  vendor text not null,
  day date not null,
  model text,
  vendor_project text,
  project_id text,
  item text not null,
  cost_femtodollars numeric(60,0) not null,
  constraint cost_report_line_pkey PRIMARY KEY (report_id, "position"),
  constraint cost_report_line_report_id_fkey FOREIGN KEY (report_id) REFERENCES tokenward.cost_report(id) ON DELETE CASCADE
);
CREATE INDEX cost_report_line_day_index ON tokenward.cost_report_line USING btree (vendor, day, report_id);

create table tokenward.detection_dictionary (
  id text not null,
  word text not null,
  data_class text not null,
  entries bigint not null,
  version integer not null,
  status text not null,
  made_by text not null,
  filled_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint detection_dictionary_pkey PRIMARY KEY (id),
  constraint detection_dictionary_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint detection_dictionary_entries_check CHECK ((entries >= 0)),
  constraint detection_dictionary_id_check CHECK ((id ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint detection_dictionary_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint detection_dictionary_revision_check CHECK ((revision >= 1)),
  constraint detection_dictionary_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint detection_dictionary_version_check CHECK ((version >= 0))
);
CREATE INDEX detection_dictionary_changed_index ON tokenward.detection_dictionary USING btree (changed_version);

create table tokenward.detection_pattern (
  id text not null,
  word text not null,
  source text not null,
  literal text not null,
  before integer not null,
  after integer not null,
  confidence integer not null,
  data_class text not null,
  version integer not null,
  status text not null,
  made_by text not null,
  slow_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint detection_pattern_pkey PRIMARY KEY (id),
  constraint detection_pattern_after_check CHECK ((after >= 0)),
  constraint detection_pattern_before_check CHECK ((before >= 0)),
  constraint detection_pattern_confidence_check CHECK (((confidence >= 50) AND (confidence <= 100))),
  constraint detection_pattern_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint detection_pattern_id_check CHECK ((id ~ '^[a-z][a-z0-9_]{1,40}$'::text)),
  constraint detection_pattern_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint detection_pattern_revision_check CHECK ((revision >= 1)),
  constraint detection_pattern_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint detection_pattern_version_check CHECK ((version >= 1))
);
CREATE INDEX detection_pattern_changed_index ON tokenward.detection_pattern USING btree (changed_version);

create table tokenward.detection_proposal (
  id text not null,
  finding_type text not null,
  digest text not null,
  call_id text,
  event_id text,
  note text,
  proposer_kind text not null,
  proposer_id text not null,
  seconded integer not null,
  state text not null,
  decided_by text,
  decision_reason text,
  allow_entry_id text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint detection_proposal_pkey PRIMARY KEY (id),
  constraint detection_proposal_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint detection_proposal_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint detection_proposal_proposer_kind_check CHECK ((proposer_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint detection_proposal_revision_check CHECK ((revision >= 1)),
  constraint detection_proposal_seconded_check CHECK ((seconded >= 0)),
  constraint detection_proposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'declined'::text])))
);
CREATE INDEX detection_proposal_value_index ON tokenward.detection_proposal USING btree (digest, finding_type);

create table tokenward.detector_setting (
  id text not null,
  state text not null,
  reason text not null,
  made_by text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint detector_setting_pkey PRIMARY KEY (id),
  constraint detector_setting_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint detector_setting_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint detector_setting_revision_check CHECK ((revision >= 1)),
  constraint detector_setting_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text])))
);
CREATE INDEX detector_setting_changed_index ON tokenward.detector_setting USING btree (changed_version);

create table tokenward.device_request (
  digest text not null,
  user_code text not null,
  client_name text not null,
  scopes jsonb not null,
  state text not null,
  person_id text,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  polled_at timestamp with time zone,
  constraint device_request_pkey PRIMARY KEY (digest),
  constraint device_request_user_code_key UNIQUE (user_code),
  constraint device_request_check CHECK (((state <> ALL (ARRAY['approved'::text, 'used'::text])) OR (person_id IS NOT NULL))),
  constraint device_request_client_name_check CHECK (((length(client_name) >= 1) AND (length(client_name) <= 200))),
  constraint device_request_digest_check CHECK ((length(digest) = 64)),
  constraint device_request_scopes_check CHECK ((jsonb_typeof(scopes) = 'array'::text)),
  constraint device_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'denied'::text, 'used'::text]))),
  constraint device_request_user_code_check CHECK (((length(user_code) >= 6) AND (length(user_code) <= 20))),
  constraint device_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);

create table tokenward.dictionary_built (
  dictionary_id text not null,
  version integer not null,
  entries bigint not null,
  slots bytea storage external not null,
  beginnings bytea storage external not null,
  constraint dictionary_built_pkey PRIMARY KEY (dictionary_id, version),
  constraint dictionary_built_version_check CHECK ((version >= 1)),
  constraint dictionary_built_dictionary_id_fkey FOREIGN KEY (dictionary_id) REFERENCES tokenward.detection_dictionary(id)
);

create table tokenward.dictionary_part (
  dictionary_id text not null,
  upload_id text not null,
  part integer not null,
  sealed bytea storage external not null,
  created_at timestamp with time zone not null default now(),
  constraint dictionary_part_pkey PRIMARY KEY (dictionary_id, upload_id, part),
  constraint dictionary_part_part_check CHECK ((part >= 0)),
  constraint dictionary_part_upload_id_check CHECK (((length(upload_id) >= 1) AND (length(upload_id) <= 100))),
  constraint dictionary_part_dictionary_id_fkey FOREIGN KEY (dictionary_id) REFERENCES tokenward.detection_dictionary(id)
);

create table tokenward.digest_choice (
  id text not null,
  wanted boolean not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint digest_choice_pkey PRIMARY KEY (id),
  constraint digest_choice_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint digest_choice_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint digest_choice_revision_check CHECK ((revision >= 1))
);

create table tokenward.envelope_transfer (
  id text not null,
  kind text not null,
  from_envelope_id text not null,
  to_envelope_id text not null,
  unit text not null,
  amount numeric(38,0) not null,
  why text not null,
  proposed_by text,
  proposed_at timestamp with time zone not null,
  consenter_id text not null,
  consenter_why text not null,
  expires_at timestamp with time zone not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint envelope_transfer_pkey PRIMARY KEY (id),
  constraint envelope_transfer_amount_check CHECK ((amount > (0)::numeric)),
  constraint envelope_transfer_check CHECK ((from_envelope_id <> to_envelope_id)),
  constraint envelope_transfer_check1 CHECK (((kind = 'give_back'::text) = (proposed_by IS NULL))),
  constraint envelope_transfer_check2 CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
  constraint envelope_transfer_check3 CHECK (((state <> 'kept'::text) OR ((decided_by IS NULL) AND (decision_reason IS NULL)))),
  constraint envelope_transfer_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint envelope_transfer_kind_check CHECK ((kind = ANY (ARRAY['transfer'::text, 'give_back'::text]))),
  constraint envelope_transfer_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint envelope_transfer_revision_check CHECK ((revision >= 1)),
  constraint envelope_transfer_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'carried_out'::text, 'declined'::text, 'kept'::text, 'withdrawn'::text, 'expired'::text]))),
  constraint envelope_transfer_unit_check CHECK ((unit = ANY (ARRAY['nanodollars'::text, 'tokens'::text, 'requests'::text])))
);
CREATE INDEX envelope_transfer_state_index ON tokenward.envelope_transfer USING btree (state, expires_at);

create table tokenward.erasure (
  id text not null,
  owner_kind text not null,
  owner_id text not null,
  reason text not null,
  ordered_by text not null,
  state text not null,
  records_destroyed bigint not null,
  records_held bigint not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint erasure_pkey PRIMARY KEY (id),
  constraint erasure_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint erasure_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint erasure_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint erasure_revision_check CHECK ((revision >= 1)),
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'held'::text, 'done'::text])))
);
CREATE INDEX erasure_changed_index ON tokenward.erasure USING btree (changed_version);

create table tokenward.exception (
  id text not null,
  kind text not null,
  reason_code text not null,
  why text not null,
  team_id text,
  project_id text,
  scope_use_case_id text,
  person_id text,
  lane text,
  tag_name text,
  tag_value text,
  envelope_id text,
  use_case_id text,
  model_id text,
  data_class text,
  unit text not null,
  cap numeric(38,0) not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  requester_id text not null,
  requested_at timestamp with time zone not null,
  approver_id text not null,
  approver_why text not null,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  extends_id text,
  spent_amount numeric(38,0),
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint exception_pkey PRIMARY KEY (id),
  constraint exception_cap_check CHECK ((cap > (0)::numeric)),
  constraint exception_check CHECK ((ends_at > starts_at)),
  constraint exception_check1 CHECK (((tag_name IS NULL) = (tag_value IS NULL))),
  constraint exception_check2 CHECK (((kind = 'raise_envelope'::text) = (envelope_id IS NOT NULL))),
  constraint exception_check3 CHECK (((kind = 'open_use_case'::text) = (use_case_id IS NOT NULL))),
  constraint exception_check4 CHECK ((approver_id <> requester_id)),
  constraint exception_check5 CHECK (((decided_by IS NULL) OR (decided_by <> requester_id))),
  constraint exception_check6 CHECK (((state <> 'granted'::text) OR ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL) AND (ended_at IS NULL)))),
  constraint exception_check7 CHECK (((state <> ALL (ARRAY['expired'::text, 'revoked'::text])) OR (ended_at IS NOT NULL))),
  constraint exception_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint exception_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint exception_kind_check CHECK ((kind = ANY (ARRAY['raise_envelope'::text, 'open_use_case'::text]))),
  constraint exception_lane_check CHECK ((lane = ANY (ARRAY['exploration'::text, 'production'::text]))),
  constraint exception_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint exception_revision_check CHECK ((revision >= 1)),
  constraint exception_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'granted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text, 'revoked'::text]))),
  constraint exception_unit_check CHECK ((unit = ANY (ARRAY['nanodollars'::text, 'tokens'::text, 'requests'::text, 'concurrency'::text])))
);
CREATE INDEX exception_changed_index ON tokenward.exception USING btree (changed_version);
CREATE INDEX exception_state_index ON tokenward.exception USING btree (state, ends_at);

create table tokenward.export_permission (
  id text not null,
  purpose text not null,
  agreed_with text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint export_permission_pkey PRIMARY KEY (id),
  constraint export_permission_check CHECK (((decided_by IS NULL) OR (state = 'ended'::text) OR (decided_by <> proposed_by))),
  constraint export_permission_check1 CHECK (((state = 'proposed'::text) = (decided_at IS NULL))),
  constraint export_permission_check2 CHECK (((state <> 'approved'::text) OR ((starts_at > decided_at) AND (ends_at > starts_at)))),
  constraint export_permission_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint export_permission_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint export_permission_revision_check CHECK ((revision >= 1)),
  constraint export_permission_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'declined'::text, 'ended'::text])))
);

create table tokenward.external_identity (
  source_id text not null,
  external_id text not null,
  shown_as text,
  is_bot boolean not null,
  meaning text not null,
  person_id text,
  decided_by text,
  decided_at timestamp with time zone,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint external_identity_pkey PRIMARY KEY (source_id, external_id),
  constraint external_identity_check CHECK (((meaning = 'person'::text) = (person_id IS NOT NULL))),
  constraint external_identity_check1 CHECK (((meaning = 'unknown'::text) = (decided_by IS NULL))),
  constraint external_identity_check2 CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
  constraint external_identity_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 200))),
  constraint external_identity_meaning_check CHECK ((meaning = ANY (ARRAY['unknown'::text, 'person'::text, 'outsider'::text, 'system'::text]))),
  constraint external_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id),
  constraint external_identity_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);
CREATE INDEX external_identity_person_index ON tokenward.external_identity USING btree (person_id) WHERE (person_id IS NOT NULL);

create table tokenward.handover (
  id text not null,
  person_id text not null,
  reason text not null,
  items jsonb not null,
  state text not null,
  opened_by text not null,
  done_by text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint handover_pkey PRIMARY KEY (id),
  constraint handover_check CHECK (((state = 'done'::text) = (done_by IS NOT NULL))),
  constraint handover_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint handover_items_check CHECK ((jsonb_typeof(items) = 'array'::text)),
  constraint handover_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint handover_revision_check CHECK ((revision >= 1)),
  constraint handover_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text]))),
  constraint handover_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX handover_state_index ON tokenward.handover USING btree (state);

create table tokenward.idempotency_key (
  actor_id text not null,
  key text not null,
  request_hash text not null,
  status integer,
  body text,
  claimed_at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (actor_id, key),
  constraint idempotency_key_check CHECK ((num_nulls(status, body) = ANY (ARRAY[0, 2]))),
  constraint idempotency_key_key_check CHECK (((length(key) >= 1) AND (length(key) <= 300)))
);
CREATE INDEX idempotency_key_claimed_index ON tokenward.idempotency_key USING btree (claimed_at);

create table tokenward.ingest_quarantine (
  line_sha256 text not null,
  kind text not null,
  gateway_id text not null,
  batch_id text not null,
  line bytea not null,
  reason text not null,
  quarantined_at timestamp with time zone not null,
  constraint ingest_quarantine_pkey PRIMARY KEY (line_sha256),
  constraint ingest_quarantine_kind_check CHECK ((kind = ANY (ARRAY['admit'::text, 'settle'::text])))
);

create table tokenward.leaderboard (
  id text not null,
  name text not null,
  frozen_from date,
  programme_id text,
  announcement text,
  announced_at timestamp with time zone,
  announced_by text,
  team_view_from timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint leaderboard_pkey PRIMARY KEY (id),
  constraint leaderboard_check CHECK (((announcement IS NULL) = (announced_at IS NULL))),
  constraint leaderboard_check1 CHECK (((announced_at IS NULL) = (announced_by IS NULL))),
  constraint leaderboard_check2 CHECK (((team_view_from IS NULL) OR (announced_at IS NOT NULL))),
  constraint leaderboard_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint leaderboard_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint leaderboard_revision_check CHECK ((revision >= 1)),
  constraint leaderboard_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES tokenward.programme(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.leaderboard_use (
  leaderboard_id text not null,
  label text not null,
  day date not null,
  source text not null,
  person_id text,
  tokens numeric not null,
  cost_nanodollars numeric,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  constraint leaderboard_use_pkey PRIMARY KEY (leaderboard_id, label, day),
  constraint leaderboard_use_cost_nanodollars_check CHECK ((cost_nanodollars >= (0)::numeric)),
  constraint leaderboard_use_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200))),
  constraint leaderboard_use_source_check CHECK ((source = ANY (ARRAY['ccusage'::text, 'tokscale'::text, 'csv'::text]))),
  constraint leaderboard_use_tokens_check CHECK ((tokens >= (0)::numeric)),
  constraint leaderboard_use_leaderboard_id_fkey FOREIGN KEY (leaderboard_id) REFERENCES tokenward.leaderboard(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX leaderboard_use_person_index ON tokenward.leaderboard_use USING btree (person_id) WHERE (person_id IS NOT NULL);

create table tokenward.legal_hold (
  id text not null,
  reason text not null,
  person_id text,
  use_case_id text,
  call_id text,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  placed_by text not null,
  state text not null,
  lifted_by text,
  lift_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint legal_hold_pkey PRIMARY KEY (id),
  constraint legal_hold_check CHECK ((num_nonnulls(person_id, use_case_id, call_id, from_at, to_at) > 0)),
  constraint legal_hold_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint legal_hold_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint legal_hold_revision_check CHECK ((revision >= 1)),
  constraint legal_hold_state_check CHECK ((state = ANY (ARRAY['in_force'::text, 'lifted'::text])))
);

create table tokenward.library_asset (
  id text not null,
  kind text not null,
  name text not null,
  description text not null,
  owner_person_id text not null,
  use_case_id text not null,
  labels jsonb not null,
  starter_roles jsonb not null,
  forked_from_asset_id text,
  forked_from_version integer,
  status text not null,
  deprecation_reason text,
  successor_id text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint library_asset_pkey PRIMARY KEY (id),
  constraint library_asset_check CHECK (((forked_from_asset_id IS NULL) = (forked_from_version IS NULL))),
  constraint library_asset_check1 CHECK (((status = 'deprecated'::text) = (deprecation_reason IS NOT NULL))),
  constraint library_asset_check2 CHECK (((successor_id IS NULL) OR (status = 'deprecated'::text))),
  constraint library_asset_forked_from_version_check CHECK ((forked_from_version >= 1)),
  constraint library_asset_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint library_asset_kind_check CHECK ((kind = ANY (ARRAY['template'::text, 'agent'::text, 'workflow'::text, 'automation'::text, 'playbook'::text]))),
  constraint library_asset_labels_check CHECK ((jsonb_typeof(labels) = 'object'::text)),
  constraint library_asset_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint library_asset_revision_check CHECK ((revision >= 1)),
  constraint library_asset_starter_roles_check CHECK ((jsonb_typeof(starter_roles) = 'array'::text)),
  constraint library_asset_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deprecated'::text]))),
  constraint library_asset_forked_from_asset_id_fkey FOREIGN KEY (forked_from_asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED,
  constraint library_asset_owner_person_id_fkey FOREIGN KEY (owner_person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED,
  constraint library_asset_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED,
  constraint library_asset_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES tokenward.use_case(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX library_asset_changed_index ON tokenward.library_asset USING btree (changed_version);

create table tokenward.library_copy (
  day date not null,
  asset_id text not null,
  version integer not null,
  owner_kind text not null,
  owner_id text not null,
  team_id text not null,
  copies bigint not null,
  constraint library_copy_pkey PRIMARY KEY (asset_id, day, version, owner_kind, owner_id, team_id),
  constraint library_copy_copies_check CHECK ((copies >= 1)),
  constraint library_copy_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint library_copy_version_check CHECK ((version >= 1)),
  constraint library_copy_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.library_version (
  id text not null,
  asset_id text not null,
  version integer not null,
  state text not null,
  definition jsonb not null,
  written_by text not null,
  published_at timestamp with time zone,
  approved_by text,
  approved_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  proposal jsonb,
  constraint library_version_pkey PRIMARY KEY (id),
  constraint library_version_asset_id_version_key UNIQUE (asset_id, version),
  constraint library_version_check CHECK ((id = ((asset_id || '@'::text) || version))),
  constraint library_version_check1 CHECK (((state = 'published'::text) = (published_at IS NOT NULL))),
  constraint library_version_check2 CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint library_version_check3 CHECK (((approved_by IS NULL) OR (state = 'published'::text))),
  constraint library_version_check4 CHECK (((proposal IS NULL) OR (state = 'draft'::text))),
  constraint library_version_definition_check CHECK ((jsonb_typeof(definition) = 'object'::text)),
  constraint library_version_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint library_version_proposal_check CHECK ((jsonb_typeof(proposal) = 'object'::text)),
  constraint library_version_revision_check CHECK ((revision >= 1)),
  constraint library_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text]))),
  constraint library_version_version_check CHECK ((version >= 1)),
  constraint library_version_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX library_version_changed_index ON tokenward.library_version USING btree (changed_version);
CREATE UNIQUE INDEX library_version_draft_index ON tokenward.library_version USING btree (asset_id) WHERE (state = 'draft'::text);
CREATE INDEX library_version_waiting_index ON tokenward.library_version USING btree (asset_id) WHERE (proposal IS NOT NULL);
CREATE TRIGGER keep_published_version BEFORE UPDATE ON tokenward.library_version FOR EACH ROW EXECUTE FUNCTION tokenward.keep_published_version();

create table tokenward.merge_proposal (
  id text not null,
  kind text not null,
  about text not null,
  similarity_percent integer not null,
  kept_asset_id text,
  kept_version integer,
  merged_asset_id text,
  merged_version integer,
  shape_ids jsonb not null,
  team_ids jsonb not null,
  use_case_ids jsonb not null,
  people integer not null,
  calls bigint not null,
  state text not null,
  proposed_by text,
  decided_by text,
  decision_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint merge_proposal_pkey PRIMARY KEY (id),
  constraint merge_proposal_about_key UNIQUE (about),
  constraint merge_proposal_calls_check CHECK ((calls >= 0)),
  constraint merge_proposal_check CHECK (((kind = 'assets'::text) = (merged_asset_id IS NOT NULL))),
  constraint merge_proposal_check1 CHECK (((kept_asset_id IS NULL) = (kept_version IS NULL))),
  constraint merge_proposal_check2 CHECK (((merged_asset_id IS NULL) = (merged_version IS NULL))),
  constraint merge_proposal_check3 CHECK (((state = 'proposed'::text) = (decided_by IS NULL))),
  constraint merge_proposal_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint merge_proposal_kept_version_check CHECK ((kept_version >= 1)),
  constraint merge_proposal_kind_check CHECK ((kind = ANY (ARRAY['assets'::text, 'prompts'::text]))),
  constraint merge_proposal_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint merge_proposal_merged_version_check CHECK ((merged_version >= 1)),
  constraint merge_proposal_people_check CHECK ((people >= 0)),
  constraint merge_proposal_revision_check CHECK ((revision >= 1)),
  constraint merge_proposal_shape_ids_check CHECK ((jsonb_typeof(shape_ids) = 'array'::text)),
  constraint merge_proposal_similarity_percent_check CHECK (((similarity_percent >= 0) AND (similarity_percent <= 100))),
  constraint merge_proposal_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'accepted'::text, 'declined'::text, 'undone'::text]))),
  constraint merge_proposal_team_ids_check CHECK ((jsonb_typeof(team_ids) = 'array'::text)),
  constraint merge_proposal_use_case_ids_check CHECK ((jsonb_typeof(use_case_ids) = 'array'::text)),
  constraint merge_proposal_kept_asset_id_fkey FOREIGN KEY (kept_asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED,
  constraint merge_proposal_merged_asset_id_fkey FOREIGN KEY (merged_asset_id) REFERENCES tokenward.library_asset(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX merge_proposal_changed_index ON tokenward.merge_proposal USING btree (changed_version);

create table tokenward.model (
  id text not null,
  vendor text not null,
  faces jsonb not null,
  targets jsonb not null,
  price_key text not null,
  context_tokens_max bigint,
  output_tokens_max bigint,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  data_class_max text not null default 'internal'::text,
  region text,
  retention text not null default 'unknown'::text,
  abilities jsonb,
  constraint model_pkey PRIMARY KEY (id),
  constraint model_abilities_check CHECK ((jsonb_typeof(abilities) = 'array'::text)),
  constraint model_context_tokens_max_check CHECK ((context_tokens_max > 0)),
  constraint model_data_class_max_check CHECK ((data_class_max = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint model_faces_check CHECK ((jsonb_typeof(faces) = 'array'::text)),
  constraint model_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint model_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint model_output_tokens_max_check CHECK ((output_tokens_max > 0)),
  constraint model_retention_check CHECK ((retention = ANY (ARRAY['none'::text, 'limited'::text, 'unlimited'::text, 'unknown'::text]))),
  constraint model_revision_check CHECK ((revision >= 1)),
  constraint model_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'archived'::text]))),
  constraint model_targets_check CHECK ((jsonb_typeof(targets) = 'array'::text))
);

create table tokenward.notice (
  id text not null,
  kind text not null,
  envelope_id text,
  period_start_ms bigint,
  threshold text not null,
  pages boolean not null,
  subject text not null,
  words text not null,
  detail jsonb not null,
  raised_at timestamp with time zone not null,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_id_check CHECK (((length(id) >= 1) AND (length(id) <= 400))),
  constraint notice_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 60)))
);
CREATE INDEX notice_raised_index ON tokenward.notice USING btree (raised_at DESC, id);

create table tokenward.notice_delivery (
  notice_id text not null,
  channel text not null,
  recipients jsonb not null,
  state text not null,
  attempts integer not null,
  not_before timestamp with time zone not null,
  leased_until timestamp with time zone,
  last_error text,
  sent_at timestamp with time zone,
  constraint notice_delivery_pkey PRIMARY KEY (notice_id, channel),
  constraint notice_delivery_attempts_check CHECK ((attempts >= 0)),
  constraint notice_delivery_channel_check CHECK (((length(channel) >= 1) AND (length(channel) <= 60))),
  constraint notice_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dead'::text]))),
  constraint notice_delivery_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES tokenward.notice(id) ON DELETE CASCADE
);
CREATE INDEX notice_delivery_waiting_index ON tokenward.notice_delivery USING btree (not_before) WHERE (state = 'waiting'::text);

create table tokenward.notice_turn (
  name text not null,
  taken_until timestamp with time zone not null,
  constraint notice_turn_pkey PRIMARY KEY (name)
);

create table tokenward.organisation_calendar (
  id text not null,
  time_zone text not null,
  week_starts_on smallint not null,
  year_starts_in_month smallint not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint organisation_calendar_pkey PRIMARY KEY (id),
  constraint organisation_calendar_id_check CHECK ((id = 'organisation'::text)),
  constraint organisation_calendar_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint organisation_calendar_revision_check CHECK ((revision >= 1)),
  constraint organisation_calendar_week_starts_on_check CHECK (((week_starts_on >= 1) AND (week_starts_on <= 7))),
  constraint organisation_calendar_year_starts_in_month_check CHECK (((year_starts_in_month >= 1) AND (year_starts_in_month <= 12)))
);

create table tokenward.outcome (
  id text not null,
  type_id text not null,
  type jsonb not null,
  person_id text not null,
  team_id text,
  use_case_id text,
  evidence_id text,
  evidence_url text,
  note text not null,
  marks jsonb not null,
  source_id text,
  amount double precision not null,
  claimed_microdollars bigint not null,
  measured_microdollars bigint,
  measured_basis text,
  state text not null,
  grade text not null,
  validator_id text,
  claimed_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  verified_at timestamp with time zone,
  reverted_at timestamp with time zone,
  decline_reason text,
  clean_up_minutes integer not null default 0,
  event_ids jsonb not null,
  task_owner_kind text,
  task_owner_id text,
  task_id text,
  link_at timestamp with time zone,
  change_sequence bigint not null default nextval('tokenward.outcome_change'::regclass),
  amount_by text,
  constraint outcome_pkey PRIMARY KEY (id),
  constraint outcome_change_sequence_key UNIQUE (change_sequence),
  constraint outcome_amount_by_check CHECK ((amount_by = 'system'::text)),
  constraint outcome_check CHECK (((measured_microdollars IS NULL) = (measured_basis IS NULL))),
  constraint outcome_check1 CHECK ((((task_id IS NULL) = (task_owner_id IS NULL)) AND ((task_id IS NULL) = (task_owner_kind IS NULL)))),
  constraint outcome_claimed_microdollars_check CHECK ((claimed_microdollars >= 0)),
  constraint outcome_clean_up_minutes_check CHECK ((clean_up_minutes >= 0)),
  constraint outcome_event_ids_check CHECK ((jsonb_typeof(event_ids) = 'array'::text)),
  constraint outcome_grade_check CHECK ((grade = ANY (ARRAY['E0'::text, 'E1'::text, 'E2'::text, 'E3'::text, 'E4'::text]))),
  constraint outcome_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint outcome_marks_check CHECK ((jsonb_typeof(marks) = 'array'::text)),
  constraint outcome_measured_basis_check CHECK ((measured_basis = ANY (ARRAY['drawn'::text, 'forced'::text]))),
  constraint outcome_state_check CHECK ((state = ANY (ARRAY['unproven'::text, 'maturing'::text, 'counted'::text, 'reverted'::text, 'withdrawn'::text, 'duplicate'::text]))),
  constraint outcome_task_owner_kind_check CHECK ((task_owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint outcome_type_check CHECK ((jsonb_typeof(type) = 'object'::text))
);
CREATE INDEX outcome_evidence_index ON tokenward.outcome USING btree (evidence_id) WHERE (evidence_id IS NOT NULL);
CREATE INDEX outcome_linking_index ON tokenward.outcome USING btree (link_at) WHERE (link_at IS NOT NULL);
CREATE INDEX outcome_maturing_index ON tokenward.outcome USING btree (verified_at) WHERE (state = 'maturing'::text);
CREATE INDEX outcome_person_index ON tokenward.outcome USING btree (person_id, claimed_at);
CREATE INDEX outcome_recorded_index ON tokenward.outcome USING btree (recorded_at, id);
CREATE INDEX outcome_team_index ON tokenward.outcome USING btree (team_id, verified_at);
CREATE INDEX outcome_use_case_index ON tokenward.outcome USING btree (use_case_id, verified_at);
CREATE INDEX outcome_verified_index ON tokenward.outcome USING btree (verified_at, id) WHERE (verified_at IS NOT NULL);

create table tokenward.outcome_draw (
  month text not null,
  drawn_at timestamp with time zone not null,
  share_percent integer not null,
  claims integer not null,
  drawn integer not null,
  constraint outcome_draw_pkey PRIMARY KEY (month),
  constraint outcome_draw_month_check CHECK ((month ~ '^\d{4}-\d{2}$'::text)),
  constraint outcome_draw_share_percent_check CHECK (((share_percent >= 1) AND (share_percent <= 100)))
);

create table tokenward.outcome_event (
  event_id text not null,
  sequence bigint not null generated always as identity,
  outcome_id text,
  evidence_id text,
  kind text not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  source_id text,
  actor_kind text not null,
  actor_id text not null,
  detail jsonb not null,
  constraint outcome_event_pkey PRIMARY KEY (event_id),
  constraint outcome_event_sequence_key UNIQUE (sequence),
  constraint outcome_event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'service_account'::text, 'system'::text]))),
  constraint outcome_event_check CHECK (((outcome_id IS NOT NULL) OR (evidence_id IS NOT NULL))),
  constraint outcome_event_check1 CHECK (((kind <> ALL (ARRAY['claimed'::text, 'attested'::text, 'declined'::text, 'measured'::text, 'reassigned'::text])) OR (outcome_id IS NOT NULL))),
  constraint outcome_event_detail_check CHECK ((jsonb_typeof(detail) = 'object'::text)),
  constraint outcome_event_event_id_check CHECK (((length(event_id) >= 1) AND (length(event_id) <= 400))),
  constraint outcome_event_evidence_id_check CHECK (((length(evidence_id) >= 1) AND (length(evidence_id) <= 400))),
  constraint outcome_event_kind_check CHECK ((kind = ANY (ARRAY['claimed'::text, 'attested'::text, 'declined'::text, 'confirmed'::text, 'measured'::text, 'reverted'::text, 'restored'::text, 'withdrawn'::text, 'reassigned'::text]))),
  constraint outcome_event_outcome_id_check CHECK (((length(outcome_id) >= 1) AND (length(outcome_id) <= 200)))
);
CREATE INDEX outcome_event_at_index ON tokenward.outcome_event USING btree (at, event_id);
CREATE INDEX outcome_event_evidence_index ON tokenward.outcome_event USING btree (evidence_id) WHERE (evidence_id IS NOT NULL);
CREATE INDEX outcome_event_outcome_index ON tokenward.outcome_event USING btree (outcome_id) WHERE (outcome_id IS NOT NULL);
CREATE TRIGGER outcome_event_is_append_only BEFORE DELETE OR UPDATE ON tokenward.outcome_event FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_outcome_event_change();

create table tokenward.outcome_task (
  outcome_id text not null,
  owner_kind text not null,
  owner_id text not null,
  task_id text not null,
  method text not null,
  share double precision not null,
  constraint outcome_task_pkey PRIMARY KEY (outcome_id, owner_kind, owner_id, task_id),
  constraint outcome_task_method_check CHECK ((method = ANY (ARRAY['declared'::text, 'trailer'::text, 'link'::text, 'work_item'::text, 'branch'::text, 'allocated'::text]))),
  constraint outcome_task_owner_kind_check1 CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint outcome_task_share_check CHECK (((share > (0)::double precision) AND (share <= (1)::double precision))),
  constraint outcome_task_outcome_id_fkey FOREIGN KEY (outcome_id) REFERENCES tokenward.outcome(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX outcome_task_task_index ON tokenward.outcome_task USING btree (owner_kind, owner_id, task_id);

create table tokenward.outcome_type (
  id text not null,
  name text not null,
  description text not null,
  unit text not null,
  direction text not null,
  microdollars_per_unit bigint not null,
  lane text not null,
  maturity_days integer not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint outcome_type_pkey PRIMARY KEY (id),
  constraint outcome_type_direction_check CHECK ((direction = ANY (ARRAY['more'::text, 'less'::text]))),
  constraint outcome_type_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint outcome_type_lane_check CHECK ((lane = ANY (ARRAY['production'::text, 'exploration'::text]))),
  constraint outcome_type_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint outcome_type_maturity_days_check CHECK (((maturity_days >= 14) AND (maturity_days <= 90))),
  constraint outcome_type_microdollars_per_unit_check CHECK (((microdollars_per_unit >= 0) AND (microdollars_per_unit <= '1000000000000'::bigint))),
  constraint outcome_type_revision_check CHECK ((revision >= 1)),
  constraint outcome_type_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])))
);
CREATE INDEX outcome_type_changed_index ON tokenward.outcome_type USING btree (changed_version);

create table tokenward.outcome_validation (
  id text not null,
  outcome_id text not null,
  kind text not null,
  basis text,
  about text,
  words text,
  claimant_id text not null,
  validator_id text,
  why text not null,
  earlier_ids jsonb not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  state text not null,
  decided_at timestamp with time zone,
  reason text,
  amount double precision,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint outcome_validation_pkey PRIMARY KEY (id),
  constraint outcome_validation_about_check CHECK ((about = ANY (ARRAY['declined'::text, 'measured'::text, 'reverted'::text]))),
  constraint outcome_validation_basis_check CHECK ((basis = ANY (ARRAY['drawn'::text, 'forced'::text]))),
  constraint outcome_validation_check CHECK (((validator_id IS NULL) OR (validator_id <> claimant_id))),
  constraint outcome_validation_check1 CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint outcome_validation_check2 CHECK (((kind = 'measure'::text) = (basis IS NOT NULL))),
  constraint outcome_validation_check3 CHECK (((kind = 'appeal'::text) = (about IS NOT NULL))),
  constraint outcome_validation_check4 CHECK (((state <> 'declined'::text) OR (reason IS NOT NULL))),
  constraint outcome_validation_earlier_ids_check CHECK ((jsonb_typeof(earlier_ids) = 'array'::text)),
  constraint outcome_validation_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint outcome_validation_kind_check CHECK ((kind = ANY (ARRAY['judge'::text, 'measure'::text, 'appeal'::text]))),
  constraint outcome_validation_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint outcome_validation_revision_check CHECK ((revision >= 1)),
  constraint outcome_validation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'attested'::text, 'declined'::text, 'measured'::text, 'granted'::text, 'upheld'::text, 'void'::text])))
);
CREATE INDEX outcome_validation_due_index ON tokenward.outcome_validation USING btree (due_at) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX outcome_validation_open_index ON tokenward.outcome_validation USING btree (outcome_id, kind) WHERE (state = 'open'::text);
CREATE INDEX outcome_validation_outcome_index ON tokenward.outcome_validation USING btree (outcome_id);
CREATE INDEX outcome_validation_validator_index ON tokenward.outcome_validation USING btree (validator_id, state);

create table tokenward.person (
  id text not null,
  name text not null,
  email text not null,
  team_id text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  roles jsonb not null default '[]'::jsonb,
  region text,
  employment text,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_employment_check CHECK ((employment = ANY (ARRAY['employee'::text, 'contractor'::text, 'partner'::text]))),
  constraint person_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint person_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint person_revision_check CHECK ((revision >= 1)),
  constraint person_roles_check CHECK ((jsonb_typeof(roles) = 'array'::text)),
  constraint person_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint person_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX person_team_index ON tokenward.person USING btree (team_id);

create table tokenward.person_merge (
  id text not null,
  into_person_id text not null,
  why text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint person_merge_pkey PRIMARY KEY (id),
  constraint person_merge_check CHECK ((id <> into_person_id)),
  constraint person_merge_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint person_merge_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint person_merge_revision_check CHECK ((revision >= 1)),
  constraint person_merge_status_check CHECK ((status = ANY (ARRAY['merged'::text, 'split'::text])))
);

create table tokenward.points_posting (
  period_id text not null,
  person_id text not null,
  sequence integer not null,
  posted_at timestamp with time zone not null,
  cause text not null,
  formula_version text not null,
  millipoints integer not null,
  entries jsonb not null,
  constraint points_posting_pkey PRIMARY KEY (period_id, person_id, sequence),
  constraint points_posting_entries_check CHECK ((jsonb_typeof(entries) = 'array'::text)),
  constraint points_posting_sequence_check CHECK ((sequence >= 1))
);
CREATE INDEX points_posting_person_index ON tokenward.points_posting USING btree (person_id, posted_at);
CREATE TRIGGER points_posting_is_append_only BEFORE DELETE OR UPDATE ON tokenward.points_posting FOR EACH ROW EXECUTE FUNCTION tokenward.refuse_points_change();

create table tokenward.policy_version (
  id text not null,
  version text not null,
  digest text not null,
  source text not null,
  document jsonb not null,
  rules jsonb not null,
  note text not null,
  base_id text,
  state text not null,
  share double precision,
  shadow boolean not null,
  author_id text not null,
  proposer_id text,
  approvals jsonb not null,
  approvals_needed integer not null,
  activated_at timestamp with time zone,
  retired_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint policy_version_pkey PRIMARY KEY (id),
  constraint policy_version_version_key UNIQUE (version),
  constraint policy_version_approvals_check CHECK ((jsonb_typeof(approvals) = 'array'::text)),
  constraint policy_version_approvals_needed_check CHECK ((approvals_needed >= 1)),
  constraint policy_version_check CHECK (((state = 'staged'::text) = (share IS NOT NULL))),
  constraint policy_version_digest_check CHECK ((length(digest) = 64)),
  constraint policy_version_id_check CHECK ((id ~ '^[1-9][0-9]{0,8}$'::text)),
  constraint policy_version_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint policy_version_revision_check CHECK ((revision >= 1)),
  constraint policy_version_rules_check CHECK ((jsonb_typeof(rules) = 'array'::text)),
  constraint policy_version_share_check CHECK (((share > (0)::double precision) AND (share < (1)::double precision))),
  constraint policy_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'approved'::text, 'staged'::text, 'active'::text, 'retired'::text, 'withdrawn'::text]))),
  constraint policy_version_base_id_fkey FOREIGN KEY (base_id) REFERENCES tokenward.policy_version(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX policy_version_active_index ON tokenward.policy_version USING btree (state) WHERE (state = 'active'::text);
CREATE INDEX policy_version_changed_index ON tokenward.policy_version USING btree (changed_version);
CREATE UNIQUE INDEX policy_version_shadow_index ON tokenward.policy_version USING btree (shadow) WHERE shadow;
CREATE UNIQUE INDEX policy_version_staged_index ON tokenward.policy_version USING btree (state) WHERE (state = 'staged'::text);

create table tokenward.price (
  id text not null,
  price_key text not null,
  effective_from timestamp with time zone not null,
  effective_to timestamp with time zone,
  predicates jsonb not null,
  input_uncached numeric(38,0),
  input_cache_read numeric(38,0),
  input_cache_write_5m numeric(38,0),
  input_cache_write_1h numeric(38,0),
  output_visible numeric(38,0),
  output_reasoning numeric(38,0),
  source text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint price_pkey PRIMARY KEY (id),
  constraint price_check CHECK ((effective_to > effective_from)),
  constraint price_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint price_input_cache_read_check CHECK ((input_cache_read >= (0)::numeric)),
  constraint price_input_cache_write_1h_check CHECK ((input_cache_write_1h >= (0)::numeric)),
  constraint price_input_cache_write_5m_check CHECK ((input_cache_write_5m >= (0)::numeric)),
  constraint price_input_uncached_check CHECK ((input_uncached >= (0)::numeric)),
  constraint price_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint price_output_reasoning_check CHECK ((output_reasoning >= (0)::numeric)),
  constraint price_output_visible_check CHECK ((output_visible >= (0)::numeric)),
  constraint price_predicates_check CHECK ((jsonb_typeof(predicates) = 'object'::text)),
  constraint price_revision_check CHECK ((revision >= 1))
);
CREATE INDEX price_key_index ON tokenward.price USING btree (price_key);

create table tokenward.private_scorecard (
  id text not null,
  reason text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint private_scorecard_pkey PRIMARY KEY (id),
  constraint private_scorecard_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint private_scorecard_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint private_scorecard_revision_check CHECK ((revision >= 1)),
  constraint private_scorecard_status_check CHECK ((status = ANY (ARRAY['active'::text, 'ended'::text])))
);

create table tokenward.programme (
  id text not null,
  name text not null,
  model text not null,
  charter jsonb,
  team_ids jsonb not null,
  settings jsonb not null,
  state text not null,
  ends_at timestamp with time zone,
  started_at timestamp with time zone,
  started_by text,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  simulation jsonb,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint programme_pkey PRIMARY KEY (id),
  constraint programme_charter_check CHECK ((jsonb_typeof(charter) = 'object'::text)),
  constraint programme_check CHECK (((started_at IS NULL) = (started_by IS NULL))),
  constraint programme_check1 CHECK (((state <> 'draft'::text) OR (started_at IS NULL))),
  constraint programme_check2 CHECK (((state <> 'running'::text) OR ((started_at IS NOT NULL) AND (charter IS NOT NULL) AND (simulation IS NOT NULL)))),
  constraint programme_check3 CHECK (((state = 'ended'::text) = (ended_at IS NOT NULL))),
  constraint programme_check4 CHECK (((state = 'ended'::text) = (end_reason IS NOT NULL))),
  constraint programme_check5 CHECK (((model <> 'raw_token_leaderboard'::text) OR (started_at IS NULL) OR ((ends_at IS NOT NULL) AND (ends_at <= (started_at + '31 days'::interval))))),
  constraint programme_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint programme_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint programme_model_check CHECK ((model = ANY (ARRAY['raw_token_leaderboard'::text, 'efficiency_score'::text, 'outcome_recognition'::text, 'tiered_rewards'::text, 'budget_envelopes'::text, 'policy_gated_access'::text, 'compliance_weighted'::text, 'team_based'::text, 'composite_index'::text]))),
  constraint programme_revision_check CHECK ((revision >= 1)),
  constraint programme_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text)),
  constraint programme_simulation_check CHECK ((jsonb_typeof(simulation) = 'object'::text)),
  constraint programme_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'ended'::text]))),
  constraint programme_team_ids_check CHECK ((jsonb_typeof(team_ids) = 'array'::text))
);
CREATE INDEX programme_running_index ON tokenward.programme USING btree (ends_at) WHERE (state = 'running'::text);

create table tokenward.programme_simulation (
  programme_id text not null,
  id text not null,
  seeds integer not null,
  state text not null,
  done double precision not null,
  stop_asked boolean not null,
  failure text,
  ordered_by text not null,
  ordered_at timestamp with time zone not null,
  heard_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint programme_simulation_pkey PRIMARY KEY (programme_id),
  constraint programme_simulation_check1 CHECK (((state = ANY (ARRAY['done'::text, 'stopped'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
  constraint programme_simulation_check2 CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
  constraint programme_simulation_done_check CHECK (((done >= (0)::double precision) AND (done <= (1)::double precision))),
  constraint programme_simulation_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint programme_simulation_seeds_check CHECK (((seeds >= 1) AND (seeds <= 1000))),
  constraint programme_simulation_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text]))),
  constraint programme_simulation_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES tokenward.programme(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX programme_simulation_running ON tokenward.programme_simulation USING btree ((true)) WHERE (state = 'running'::text);

create table tokenward.project (
  id text not null,
  name text not null,
  team_id text not null,
  cost_centre text,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint project_pkey PRIMARY KEY (id),
  constraint project_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint project_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint project_revision_check CHECK ((revision >= 1)),
  constraint project_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint project_cost_centre_fkey FOREIGN KEY (cost_centre) REFERENCES tokenward.cost_centre(id) DEFERRABLE INITIALLY DEFERRED,
  constraint project_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.prompt_shape (
  id text not null,
  role text not null,
  sketch bytea not null,
  shingles integer not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint prompt_shape_pkey PRIMARY KEY (id),
  constraint prompt_shape_id_check CHECK ((id ~ '^[0-9a-f]{16}$'::text)),
  constraint prompt_shape_role_check CHECK ((role = ANY (ARRAY['instructions'::text, 'opening'::text]))),
  constraint prompt_shape_shingles_check CHECK ((shingles >= 1)),
  constraint prompt_shape_sketch_check CHECK ((octet_length(sketch) = 256))
);
CREATE INDEX prompt_shape_seen_index ON tokenward.prompt_shape USING btree (last_seen_at);

create table tokenward.prompt_use (
  shape_id text not null,
  day date not null,
  owner_kind text not null,
  owner_id text not null,
  team_id text not null,
  use_case_id text not null,
  asset_id text not null,
  calls bigint not null,
  constraint prompt_use_pkey PRIMARY KEY (shape_id, day, owner_kind, owner_id, team_id, use_case_id, asset_id),
  constraint prompt_use_calls_check CHECK ((calls >= 1)),
  constraint prompt_use_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint prompt_use_shape_id_fkey FOREIGN KEY (shape_id) REFERENCES tokenward.prompt_shape(id) ON DELETE CASCADE
);
CREATE INDEX prompt_use_day_index ON tokenward.prompt_use USING btree (day);
CREATE INDEX prompt_use_owner_index ON tokenward.prompt_use USING btree (owner_kind, owner_id);

create table tokenward.protection_event (
  id text not null,
  fingerprint text not null,
  owner text not null,
  team_id text,
  use_case_id text,
  key_id text,
  session_id text,
  task_id text,
  model_id text,
  direction text not null,
  types jsonb not null,
  data_class text,
  action text not null,
  calls bigint not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  first_call_id uuid not null,
  last_call_id uuid not null,
  policy_version text not null,
  rules jsonb not null,
  constraint protection_event_pkey PRIMARY KEY (id),
  constraint protection_event_action_check CHECK ((action = ANY (ARRAY['refused'::text, 'asked'::text, 'redacted'::text, 'warned'::text, 'withheld'::text]))),
  constraint protection_event_calls_check CHECK ((calls > 0)),
  constraint protection_event_direction_check CHECK ((direction = ANY (ARRAY['request'::text, 'answer'::text])))
);
CREATE INDEX protection_event_owner_index ON tokenward.protection_event USING btree (owner, first_at DESC);
CREATE INDEX protection_event_time_index ON tokenward.protection_event USING btree (first_at DESC, id);

create table tokenward.provisioned_group (
  id text not null,
  display_name text not null,
  external_id text,
  revision bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint provisioned_group_pkey PRIMARY KEY (id),
  constraint provisioned_group_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 300))),
  constraint provisioned_group_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 300))),
  constraint provisioned_group_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint provisioned_group_revision_check CHECK ((revision >= 1))
);
CREATE UNIQUE INDEX provisioned_group_name_index ON tokenward.provisioned_group USING btree (lower(display_name));

create table tokenward.provisioned_member (
  group_id text not null,
  person_id text not null,
  constraint provisioned_member_pkey PRIMARY KEY (group_id, person_id),
  constraint provisioned_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES tokenward.provisioned_group(id) ON DELETE CASCADE,
  constraint provisioned_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);
CREATE INDEX provisioned_member_person_index ON tokenward.provisioned_member USING btree (person_id);

create table tokenward.provisioned_person (
  person_id text not null,
  user_name text not null,
  external_id text,
  said jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint provisioned_person_pkey PRIMARY KEY (person_id),
  constraint provisioned_person_external_id_check CHECK (((length(external_id) >= 1) AND (length(external_id) <= 300))),
  constraint provisioned_person_said_check CHECK ((jsonb_typeof(said) = 'object'::text)),
  constraint provisioned_person_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 300))),
  constraint provisioned_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);
CREATE INDEX provisioned_person_external_index ON tokenward.provisioned_person USING btree (external_id);
CREATE UNIQUE INDEX provisioned_person_user_name_index ON tokenward.provisioned_person USING btree (lower(user_name));

create table tokenward.recognition_award (
  id text not null,
  period_id text not null,
  recipient_kind text not null,
  recipient_id text not null,
  team_id text not null,
  people integer not null,
  category_id text not null,
  category_name text not null,
  given_level text not null,
  level text,
  given_millipoints integer not null,
  millipoints integer not null,
  given_points integer not null,
  points integer not null,
  rule_version integer not null,
  formula_version text not null,
  citation text not null,
  state text not null,
  given_at timestamp with time zone not null,
  reviewed_at timestamp with time zone not null,
  change_reason text,
  constraint recognition_award_pkey PRIMARY KEY (id),
  constraint recognition_award_period_id_recipient_kind_recipient_id_cat_key UNIQUE (period_id, recipient_kind, recipient_id, category_id),
  constraint recognition_award_check CHECK (((points >= 0) AND (points <= given_points))),
  constraint recognition_award_check1 CHECK (((recipient_kind = 'person'::text) OR (recipient_id = team_id))),
  constraint recognition_award_check2 CHECK ((((recipient_kind = 'team'::text) AND (people >= 5)) OR ((recipient_kind = 'person'::text) AND (people = 1)))),
  constraint recognition_award_check3 CHECK (((state = 'withdrawn'::text) = (level IS NULL))),
  constraint recognition_award_check4 CHECK (((state = 'given'::text) OR (change_reason IS NOT NULL))),
  constraint recognition_award_given_millipoints_check CHECK ((given_millipoints >= 0)),
  constraint recognition_award_given_points_check CHECK ((given_points >= 0)),
  constraint recognition_award_id_check CHECK (((length(id) >= 1) AND (length(id) <= 600))),
  constraint recognition_award_millipoints_check CHECK ((millipoints >= 0)),
  constraint recognition_award_people_check CHECK ((people >= 1)),
  constraint recognition_award_recipient_kind_check CHECK ((recipient_kind = ANY (ARRAY['person'::text, 'team'::text]))),
  constraint recognition_award_state_check CHECK ((state = ANY (ARRAY['given'::text, 'lowered'::text, 'withdrawn'::text]))),
  constraint recognition_award_period_id_fkey FOREIGN KEY (period_id) REFERENCES tokenward.recognition_month(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX recognition_award_given_index ON tokenward.recognition_award USING btree (given_at, id);
CREATE INDEX recognition_award_recipient_index ON tokenward.recognition_award USING btree (recipient_kind, recipient_id, period_id);
CREATE INDEX recognition_award_team_index ON tokenward.recognition_award USING btree (team_id, period_id);

create table tokenward.recognition_choice (
  id text not null,
  shown_to text not null,
  exportable boolean not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint recognition_choice_pkey PRIMARY KEY (id),
  constraint recognition_choice_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint recognition_choice_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint recognition_choice_revision_check CHECK ((revision >= 1)),
  constraint recognition_choice_shown_to_check CHECK ((shown_to = ANY (ARRAY['nobody'::text, 'team'::text, 'organisation'::text])))
);

create table tokenward.recognition_evidence (
  award_id text not null,
  outcome_id text not null,
  person_id text not null,
  holds boolean not null default true,
  constraint recognition_evidence_pkey PRIMARY KEY (award_id, outcome_id),
  constraint recognition_evidence_award_id_fkey FOREIGN KEY (award_id) REFERENCES tokenward.recognition_award(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX recognition_evidence_outcome_index ON tokenward.recognition_evidence USING btree (outcome_id);

create table tokenward.recognition_month (
  id text not null,
  rule_version integer not null,
  pool_points integer not null,
  team_share_percent integer not null,
  team_points integer not null,
  person_points integer not null,
  teams integer not null,
  people integer not null,
  given_by text,
  given_at timestamp with time zone not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint recognition_month_pkey PRIMARY KEY (id),
  constraint recognition_month_check CHECK (((team_points + person_points) <= pool_points)),
  constraint recognition_month_id_check CHECK ((id ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint recognition_month_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint recognition_month_person_points_check CHECK ((person_points >= 0)),
  constraint recognition_month_pool_points_check CHECK ((pool_points >= 0)),
  constraint recognition_month_revision_check CHECK ((revision >= 1)),
  constraint recognition_month_team_points_check CHECK ((team_points >= 0)),
  constraint recognition_month_team_share_percent_check CHECK (((team_share_percent >= 60) AND (team_share_percent <= 70)))
);

create table tokenward.recognition_posting (
  award_id text not null,
  sequence integer not null,
  points integer not null,
  cause text not null,
  posted_at timestamp with time zone not null,
  constraint recognition_posting_pkey PRIMARY KEY (award_id, sequence),
  constraint recognition_posting_sequence_check CHECK ((sequence >= 1)),
  constraint recognition_posting_award_id_fkey FOREIGN KEY (award_id) REFERENCES tokenward.recognition_award(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TRIGGER recognition_posting_is_append_only BEFORE DELETE OR UPDATE ON tokenward.recognition_posting FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_recognition_change();

create table tokenward.recognition_rule (
  id text not null,
  version integer not null,
  rule jsonb not null,
  note text not null,
  from_period text not null,
  published_by text not null,
  published_at timestamp with time zone not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint recognition_rule_pkey PRIMARY KEY (id),
  constraint recognition_rule_version_key UNIQUE (version),
  constraint recognition_rule_from_period_check CHECK ((from_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint recognition_rule_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint recognition_rule_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint recognition_rule_revision_check CHECK ((revision >= 1)),
  constraint recognition_rule_rule_check CHECK ((jsonb_typeof(rule) = 'object'::text)),
  constraint recognition_rule_version_check CHECK ((version >= 1))
);

create table tokenward.record_look (
  id uuid not null,
  person_id text not null,
  looker_kind text not null,
  looker_id text not null,
  what text not null,
  why text not null,
  looked_at timestamp with time zone not null,
  constraint record_look_pkey PRIMARY KEY (id),
  constraint record_look_looker_kind_check CHECK ((looker_kind = ANY (ARRAY['person'::text, 'service_account'::text, 'system'::text]))),
  constraint record_look_what_check CHECK (((length(what) >= 1) AND (length(what) <= 200)))
);
CREATE INDEX record_look_person_index ON tokenward.record_look USING btree (person_id, looked_at);
CREATE TRIGGER record_look_is_append_only BEFORE DELETE OR UPDATE ON tokenward.record_look FOR EACH STATEMENT EXECUTE FUNCTION tokenward.refuse_look_change();

create table tokenward.report (
  id text not null,
  about text not null,
  words text not null,
  call_id text,
  reporter_kind text not null,
  reporter_id text not null,
  unnamed boolean not null,
  state text not null,
  handled_by text,
  answer text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint report_pkey PRIMARY KEY (id),
  constraint report_about_check CHECK ((about = ANY (ARRAY['mistake'::text, 'misuse'::text]))),
  constraint report_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint report_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint report_reporter_kind_check CHECK ((reporter_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint report_revision_check CHECK ((revision >= 1)),
  constraint report_state_check CHECK ((state = ANY (ARRAY['received'::text, 'looked_at'::text, 'closed'::text])))
);
CREATE INDEX report_reporter_index ON tokenward.report USING btree (reporter_kind, reporter_id);

create table tokenward.retention_rule (
  id text not null,
  use_case_id text,
  data_class text,
  days integer not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint retention_rule_pkey PRIMARY KEY (id),
  constraint retention_rule_data_class_check CHECK ((data_class = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint retention_rule_days_check CHECK (((days >= 1) AND (days <= 3650))),
  constraint retention_rule_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint retention_rule_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint retention_rule_revision_check CHECK ((revision >= 1)),
  constraint retention_rule_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])))
);

create table tokenward.role_grant (
  id text not null,
  person_id text not null,
  role text not null,
  team_id text,
  use_case_id text,
  source text not null,
  reason text not null,
  granted_by text not null,
  expires_at timestamp with time zone,
  status text not null,
  end_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_check CHECK ((num_nonnulls(team_id, use_case_id) <= 1)),
  constraint role_grant_check1 CHECK (((status = 'ended'::text) = (end_reason IS NOT NULL))),
  constraint role_grant_check2 CHECK (((source <> 'granted'::text) OR (granted_by <> person_id))),
  constraint role_grant_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint role_grant_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint role_grant_revision_check CHECK ((revision >= 1)),
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'use_case_owner'::text, 'governance'::text, 'security'::text, 'finance'::text, 'auditor'::text, 'administrator'::text]))),
  constraint role_grant_source_check CHECK ((source = ANY (ARRAY['granted'::text, 'identity_provider'::text]))),
  constraint role_grant_status_check CHECK ((status = ANY (ARRAY['active'::text, 'ended'::text]))),
  constraint role_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED,
  constraint role_grant_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id) DEFERRABLE INITIALLY DEFERRED,
  constraint role_grant_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES tokenward.use_case(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX role_grant_person_index ON tokenward.role_grant USING btree (person_id) WHERE (status = 'active'::text);

create table tokenward.route_calibration (
  id text not null,
  use_case_id text not null,
  model_id text not null,
  version integer not null,
  method text not null,
  points jsonb not null,
  observations integer not null,
  brier_raw double precision not null,
  brier_calibrated double precision not null,
  made_by text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint route_calibration_pkey PRIMARY KEY (id),
  constraint route_calibration_id_check CHECK (((length(id) >= 3) AND (length(id) <= 320))),
  constraint route_calibration_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint route_calibration_method_check CHECK ((method = ANY (ARRAY['isotonic'::text, 'platt'::text]))),
  constraint route_calibration_observations_check CHECK ((observations >= 1)),
  constraint route_calibration_points_check CHECK ((jsonb_typeof(points) = 'array'::text)),
  constraint route_calibration_revision_check CHECK ((revision >= 1)),
  constraint route_calibration_status_check CHECK ((status = ANY (ARRAY['active'::text, 'superseded'::text]))),
  constraint route_calibration_version_check CHECK ((version >= 1))
);
CREATE UNIQUE INDEX route_calibration_active_index ON tokenward.route_calibration USING btree (use_case_id, model_id) WHERE (status = 'active'::text);
CREATE INDEX route_calibration_changed_index ON tokenward.route_calibration USING btree (changed_version);

create table tokenward.route_comparison (
  id text not null,
  call_id text not null,
  use_case_id text not null,
  model_id text not null,
  reference_id text not null,
  raw double precision not null,
  kind text not null,
  similarity double precision not null,
  agreed boolean not null,
  shadow_cost_nanodollars numeric(38,0),
  compared_at timestamp with time zone not null,
  constraint route_comparison_pkey PRIMARY KEY (id),
  constraint route_comparison_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint route_comparison_kind_check CHECK ((kind = ANY (ARRAY['structured'::text, 'tool_calls'::text, 'text'::text, 'incomplete'::text]))),
  constraint route_comparison_raw_check CHECK (((raw >= (0)::double precision) AND (raw <= (1)::double precision))),
  constraint route_comparison_similarity_check CHECK (((similarity >= (0)::double precision) AND (similarity <= (1)::double precision)))
);
CREATE INDEX route_comparison_pair_index ON tokenward.route_comparison USING btree (use_case_id, model_id, compared_at, id);

create table tokenward.route_state (
  id text not null,
  use_case_id text not null,
  model_id text not null,
  state text not null,
  cause text,
  reason text not null,
  changed_by text not null,
  tested_from timestamp with time zone not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint route_state_pkey PRIMARY KEY (id),
  constraint route_state_cause_check CHECK ((cause = ANY (ARRAY['person'::text, 'agreement'::text, 'errors'::text]))),
  constraint route_state_check CHECK (((state = 'serving'::text) = (cause IS NULL))),
  constraint route_state_id_check CHECK (((length(id) >= 3) AND (length(id) <= 300))),
  constraint route_state_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint route_state_revision_check CHECK ((revision >= 1)),
  constraint route_state_state_check CHECK ((state = ANY (ARRAY['serving'::text, 'stepped_back'::text])))
);
CREATE INDEX route_state_changed_index ON tokenward.route_state USING btree (changed_version);

create table tokenward.saved_view (
  id text not null,
  page text not null,
  name text not null,
  search jsonb not null,
  owner_person_id text not null,
  shared_with text not null,
  team_id text,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_check CHECK (((shared_with = 'team'::text) = (team_id IS NOT NULL))),
  constraint saved_view_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint saved_view_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint saved_view_revision_check CHECK ((revision >= 1)),
  constraint saved_view_shared_with_check CHECK ((shared_with = ANY (ARRAY['nobody'::text, 'team'::text, 'everybody'::text]))),
  constraint saved_view_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint saved_view_owner_person_id_fkey FOREIGN KEY (owner_person_id) REFERENCES tokenward.person(id),
  constraint saved_view_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id)
);
CREATE INDEX saved_view_owner_index ON tokenward.saved_view USING btree (owner_person_id);
CREATE INDEX saved_view_shared_index ON tokenward.saved_view USING btree (page, shared_with, team_id) WHERE (status = 'active'::text);

create table tokenward.score_class (
  id text not null,
  difficulty text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint score_class_pkey PRIMARY KEY (id),
  constraint score_class_difficulty_check CHECK ((difficulty = ANY (ARRAY['easy'::text, 'medium'::text, 'hard'::text]))),
  constraint score_class_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint score_class_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint score_class_revision_check CHECK ((revision >= 1))
);

create table tokenward.score_class_peers (
  period_id text not null,
  class text not null,
  people integer not null,
  tasks bigint not null,
  middle_from integer not null,
  middle_values jsonb not null,
  middle_costs jsonb not null,
  constraint score_class_peers_pkey PRIMARY KEY (period_id, class),
  constraint score_class_peers_middle_costs_check CHECK ((jsonb_typeof(middle_costs) = 'array'::text)),
  constraint score_class_peers_middle_from_check CHECK ((middle_from >= 0)),
  constraint score_class_peers_middle_values_check CHECK ((jsonb_typeof(middle_values) = 'array'::text)),
  constraint score_class_peers_people_check CHECK ((people >= 1)),
  constraint score_class_peers_tasks_check CHECK ((tasks >= 1))
);

create table tokenward.score_contest (
  id text not null,
  person_id text not null,
  period_id text not null,
  rule text,
  words text not null,
  millipoints integer not null,
  formula_version text not null,
  state text not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  overdue_noted_at timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  answer text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint score_contest_pkey PRIMARY KEY (id),
  constraint score_contest_check CHECK ((due_at > opened_at)),
  constraint score_contest_check1 CHECK (((decided_by IS NULL) OR (state = 'withdrawn'::text) OR (decided_by <> person_id))),
  constraint score_contest_check2 CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  constraint score_contest_check3 CHECK (((state <> ALL (ARRAY['upheld'::text, 'rejected'::text])) OR (answer IS NOT NULL))),
  constraint score_contest_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint score_contest_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint score_contest_revision_check CHECK ((revision >= 1)),
  constraint score_contest_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'rejected'::text, 'withdrawn'::text]))),
  constraint score_contest_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX score_contest_due_index ON tokenward.score_contest USING btree (due_at) WHERE (state = 'open'::text);
CREATE INDEX score_contest_person_index ON tokenward.score_contest USING btree (person_id);

create table tokenward.score_difference (
  formula_id text not null,
  period_id text not null,
  person_id text not null,
  team_id text not null,
  from_version text not null,
  before_millipoints integer not null,
  millipoints integer not null,
  by_rule jsonb not null,
  constraint score_difference_pkey PRIMARY KEY (formula_id, period_id, person_id),
  constraint score_difference_by_rule_check CHECK ((jsonb_typeof(by_rule) = 'array'::text))
);

create table tokenward.score_flow (
  period_id text not null,
  author_id text not null,
  adopter_id text not null,
  outcomes bigint not null,
  checked integer not null,
  failed integer not null,
  evidence_ids jsonb not null,
  constraint score_flow_pkey PRIMARY KEY (period_id, author_id, adopter_id),
  constraint score_flow_evidence_ids_check CHECK ((jsonb_typeof(evidence_ids) = 'array'::text))
);
CREATE INDEX score_flow_adopter_index ON tokenward.score_flow USING btree (period_id, adopter_id);

create table tokenward.score_formula (
  id text not null,
  version text not null,
  formula jsonb not null,
  note text not null,
  from_period text not null,
  state text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  compared_period text,
  compared_at timestamp with time zone,
  published_by text,
  published_at timestamp with time zone,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint score_formula_pkey PRIMARY KEY (id),
  constraint score_formula_version_key UNIQUE (version),
  constraint score_formula_check CHECK (((state = 'published'::text) = (published_at IS NOT NULL))),
  constraint score_formula_check1 CHECK (((published_at IS NULL) = (published_by IS NULL))),
  constraint score_formula_check2 CHECK (((compared_period IS NULL) = (compared_at IS NULL))),
  constraint score_formula_check3 CHECK ((published_by <> proposed_by)),
  constraint score_formula_formula_check CHECK ((jsonb_typeof(formula) = 'object'::text)),
  constraint score_formula_from_period_check CHECK ((from_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint score_formula_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint score_formula_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint score_formula_revision_check CHECK ((revision >= 1)),
  constraint score_formula_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'published'::text, 'withdrawn'::text]))),
  constraint score_formula_version_check CHECK (((length(version) >= 1) AND (length(version) <= 40)))
);

create table tokenward.score_profile (
  id text not null,
  role_family text not null,
  is_trained boolean not null,
  can_be_reused boolean not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint score_profile_pkey PRIMARY KEY (id),
  constraint score_profile_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint score_profile_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint score_profile_revision_check CHECK ((revision >= 1)),
  constraint score_profile_role_family_check CHECK (((length(role_family) >= 1) AND (length(role_family) <= 200)))
);

create table tokenward.score_progress (
  one boolean not null default true,
  outcome_change bigint not null,
  constraint score_progress_pkey PRIMARY KEY (one),
  constraint score_progress_one_check CHECK (one)
);

create table tokenward.score_result (
  period_id text not null,
  person_id text not null,
  team_id text not null,
  role_family text not null,
  kind text not null,
  millipoints integer not null,
  net_microdollars bigint not null,
  outcomes integer not null,
  formula_version text not null,
  explanation jsonb not null,
  triad jsonb not null,
  raise jsonb not null,
  doubts jsonb not null,
  claims_measured integer not null,
  claims_excess_share double precision not null,
  reuse_checked integer not null,
  reuse_failed integer not null,
  shown_millipoints integer not null,
  shown_lower integer not null,
  shown_upper integer not null,
  votes jsonb not null,
  sequence integer not null,
  scored_at timestamp with time zone not null,
  owed_microdollars bigint not null default 0,
  constraint score_result_pkey PRIMARY KEY (period_id, person_id),
  constraint score_result_kind_check CHECK ((kind = ANY (ARRAY['scored'::text, 'withheld'::text]))),
  constraint score_result_millipoints_check CHECK (((millipoints >= 0) AND (millipoints <= 100000))),
  constraint score_result_outcomes_check CHECK ((outcomes >= 0)),
  constraint score_result_owed_microdollars_check CHECK ((owed_microdollars >= 0)),
  constraint score_result_sequence_check CHECK ((sequence >= 1)),
  constraint score_result_votes_check CHECK ((jsonb_typeof(votes) = 'object'::text))
);
CREATE INDEX score_result_person_index ON tokenward.score_result USING btree (person_id, period_id);
CREATE INDEX score_result_team_index ON tokenward.score_result USING btree (period_id, team_id);

create table tokenward.score_role_usual (
  period_id text not null,
  role_family text not null,
  mean double precision not null,
  variance double precision not null,
  constraint score_role_usual_pkey PRIMARY KEY (period_id, role_family),
  constraint score_role_usual_variance_check CHECK ((variance >= (0)::double precision))
);

create table tokenward.score_run (
  id uuid not null,
  period_id text not null,
  state text not null,
  ordered_by text,
  ordered_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  formula_version text,
  people integer,
  tasks bigint,
  outcomes bigint,
  changed integer,
  took_ms integer,
  failure text,
  constraint score_run_pkey PRIMARY KEY (id),
  constraint score_run_check CHECK (((state = 'ordered'::text) = (finished_at IS NULL))),
  constraint score_run_check1 CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
  constraint score_run_period_id_check CHECK ((period_id ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text)),
  constraint score_run_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'done'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX score_run_ordered_index ON tokenward.score_run USING btree (period_id) WHERE (state = 'ordered'::text);
CREATE INDEX score_run_period_index ON tokenward.score_run USING btree (period_id, ordered_at);

create table tokenward.score_team (
  period_id text not null,
  team_id text not null,
  kind text not null,
  band text,
  people integer,
  outcomes integer,
  words text,
  scored_at timestamp with time zone not null,
  constraint score_team_pkey PRIMARY KEY (period_id, team_id),
  constraint score_team_band_check CHECK ((band = ANY (ARRAY['starting'::text, 'growing'::text, 'steady'::text, 'strong'::text]))),
  constraint score_team_check CHECK (((kind = 'band'::text) = (band IS NOT NULL))),
  constraint score_team_check1 CHECK (((kind = 'band'::text) = (words IS NULL))),
  constraint score_team_kind_check CHECK ((kind = ANY (ARRAY['band'::text, 'too_small'::text, 'too_little_evidence'::text])))
);

create table tokenward.score_touch (
  id bigint not null generated always as identity,
  person_id text not null,
  at timestamp with time zone not null,
  cause text not null,
  touched_at timestamp with time zone not null default clock_timestamp(),
  constraint score_touch_pkey PRIMARY KEY (id)
);

create table tokenward.score_word (
  period_id text not null,
  person_id text not null,
  validator_id text not null,
  microdollars bigint not null,
  constraint score_word_pkey PRIMARY KEY (period_id, person_id, validator_id)
);
CREATE INDEX score_word_validator_index ON tokenward.score_word USING btree (period_id, validator_id);

create table tokenward.service_account (
  id text not null,
  name text not null,
  team_id text not null,
  project_id text,
  owner_person_id text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint service_account_pkey PRIMARY KEY (id),
  constraint service_account_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint service_account_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint service_account_revision_check CHECK ((revision >= 1)),
  constraint service_account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint service_account_owner_person_id_fkey FOREIGN KEY (owner_person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED,
  constraint service_account_project_id_fkey FOREIGN KEY (project_id) REFERENCES tokenward.project(id) DEFERRABLE INITIALLY DEFERRED,
  constraint service_account_team_id_fkey FOREIGN KEY (team_id) REFERENCES tokenward.team(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.shared_cost (
  id text not null,
  name text not null,
  from_month text not null,
  until_month text,
  source jsonb not null,
  rule jsonb not null,
  reason text not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  constraint shared_cost_pkey PRIMARY KEY (id),
  constraint shared_cost_check CHECK ((until_month >= from_month)),
  constraint shared_cost_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint shared_cost_rule_check CHECK (((rule ->> 'kind'::text) = ANY (ARRAY['proportional'::text, 'even'::text, 'fixed'::text]))),
  constraint shared_cost_source_check CHECK (((source ->> 'kind'::text) = ANY (ARRAY['amount'::text, 'use_case'::text, 'residual'::text])))
);

create table tokenward.sign_in_attempt (
  state_digest text not null,
  browser_digest text not null,
  provider_id text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (state_digest),
  constraint sign_in_attempt_browser_digest_check CHECK ((length(browser_digest) = 64)),
  constraint sign_in_attempt_state_digest_check CHECK ((length(state_digest) = 64))
);

create table tokenward.sign_in_guess (
  subject_digest text not null,
  failures integer not null,
  window_ends_at timestamp with time zone not null,
  constraint sign_in_guess_pkey PRIMARY KEY (subject_digest),
  constraint sign_in_guess_failures_check CHECK ((failures >= 0)),
  constraint sign_in_guess_subject_digest_check CHECK ((length(subject_digest) = 64))
);

create table tokenward.sign_in_identity (
  issuer text not null,
  subject text not null,
  person_id text not null,
  linked_at timestamp with time zone not null,
  constraint sign_in_identity_pkey PRIMARY KEY (issuer, subject),
  constraint sign_in_identity_issuer_person_id_key UNIQUE (issuer, person_id),
  constraint sign_in_identity_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500))),
  constraint sign_in_identity_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 500))),
  constraint sign_in_identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);

create table tokenward.sign_in_link (
  digest text not null,
  kind text not null,
  person_id text,
  made_by text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_link_pkey PRIMARY KEY (digest),
  constraint sign_in_link_check CHECK (((kind = 'invitation'::text) = (person_id IS NOT NULL))),
  constraint sign_in_link_digest_check CHECK ((length(digest) = 64)),
  constraint sign_in_link_kind_check CHECK ((kind = ANY (ARRAY['set_up'::text, 'invitation'::text]))),
  constraint sign_in_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);

create table tokenward.sign_in_password (
  person_id text not null,
  hash text not null,
  changed_at timestamp with time zone not null,
  constraint sign_in_password_pkey PRIMARY KEY (person_id),
  constraint sign_in_password_hash_check CHECK ((hash ~~ 'scrypt$%'::text)),
  constraint sign_in_password_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);

create table tokenward.sign_in_session (
  id text not null,
  digest text not null,
  person_id text not null,
  method text not null,
  provider_id text,
  issuer text,
  subject text,
  provider_session_id text,
  id_token text,
  workbench_key_id text,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  constraint sign_in_session_pkey PRIMARY KEY (id),
  constraint sign_in_session_digest_key UNIQUE (digest),
  constraint sign_in_session_check CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
  constraint sign_in_session_check1 CHECK ((expires_at > started_at)),
  constraint sign_in_session_digest_check CHECK ((length(digest) = 64)),
  constraint sign_in_session_method_check CHECK ((method = ANY (ARRAY['password'::text, 'link'::text, 'identity_provider'::text]))),
  constraint sign_in_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id)
);
CREATE INDEX sign_in_session_expires_index ON tokenward.sign_in_session USING btree (expires_at);
CREATE INDEX sign_in_session_person_index ON tokenward.sign_in_session USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX sign_in_session_provider_index ON tokenward.sign_in_session USING btree (issuer, provider_session_id) WHERE (provider_session_id IS NOT NULL);

create table tokenward.sign_out_token (
  issuer text not null,
  token_id text not null,
  expires_at timestamp with time zone not null,
  constraint sign_out_token_pkey PRIMARY KEY (issuer, token_id)
);

create table tokenward.similarity_rule (
  id text not null,
  mode text not null,
  use_case_ids jsonb not null,
  data_class_max text not null,
  keep_days integer not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint similarity_rule_pkey PRIMARY KEY (id),
  constraint similarity_rule_data_class_max_check CHECK ((data_class_max = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint similarity_rule_id_check CHECK ((id = 'organisation'::text)),
  constraint similarity_rule_keep_days_check CHECK (((keep_days >= 7) AND (keep_days <= 180))),
  constraint similarity_rule_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint similarity_rule_mode_check CHECK ((mode = ANY (ARRAY['off'::text, 'on'::text]))),
  constraint similarity_rule_revision_check CHECK ((revision >= 1)),
  constraint similarity_rule_use_case_ids_check CHECK ((jsonb_typeof(use_case_ids) = 'array'::text))
);
CREATE INDEX similarity_rule_changed_index ON tokenward.similarity_rule USING btree (changed_version);

create table tokenward.snapshot_version (
  only_row boolean not null default true,
  version bigint not null,
  published_at timestamp with time zone not null,
  constraint snapshot_version_pkey PRIMARY KEY (only_row),
  constraint snapshot_version_only_row_check CHECK (only_row)
);

create table tokenward.source (
  id text not null,
  kind text not null,
  name text not null,
  secrets jsonb not null,
  api jsonb not null,
  pages_url text,
  mapping jsonb not null,
  rules jsonb not null,
  skew_seconds_max integer not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint source_pkey PRIMARY KEY (id),
  constraint source_api_check CHECK ((jsonb_typeof(api) = 'object'::text)),
  constraint source_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint source_kind_check CHECK ((kind = ANY (ARRAY['github'::text, 'gitlab'::text, 'jira'::text, 'zendesk'::text, 'pagerduty'::text, 'incident_io'::text, 'servicenow'::text, 'standard_webhooks'::text, 'cloudevents'::text]))),
  constraint source_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint source_mapping_check CHECK ((jsonb_typeof(mapping) = 'array'::text)),
  constraint source_revision_check CHECK ((revision >= 1)),
  constraint source_rules_check CHECK ((jsonb_typeof(rules) = 'array'::text)),
  constraint source_secrets_check CHECK (((jsonb_typeof(secrets) = 'array'::text) AND ((jsonb_array_length(secrets) >= 1) AND (jsonb_array_length(secrets) <= 3)))),
  constraint source_skew_seconds_max_check CHECK (((skew_seconds_max >= 30) AND (skew_seconds_max <= 3600))),
  constraint source_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'archived'::text])))
);

create table tokenward.source_backfill (
  id text not null,
  source_id text not null,
  of_project text,
  since timestamp with time zone not null,
  next_page text,
  state text not null,
  pages integer not null,
  results integer not null,
  facts integer not null,
  tries integer not null,
  due_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  last_error text,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  constraint source_backfill_pkey PRIMARY KEY (id),
  constraint source_backfill_facts_check CHECK ((facts >= 0)),
  constraint source_backfill_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint source_backfill_pages_check CHECK ((pages >= 0)),
  constraint source_backfill_results_check CHECK ((results >= 0)),
  constraint source_backfill_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  constraint source_backfill_tries_check CHECK ((tries >= 0)),
  constraint source_backfill_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);
CREATE INDEX source_backfill_due_index ON tokenward.source_backfill USING btree (due_at) WHERE (state = 'running'::text);
CREATE UNIQUE INDEX source_backfill_running_index ON tokenward.source_backfill USING btree (source_id, COALESCE(of_project, ''::text)) WHERE (state = 'running'::text);

create table tokenward.source_delivery (
  source_id text not null,
  delivery_id text not null,
  via text not null,
  event text not null,
  received_at timestamp with time zone not null,
  digest text not null,
  facts integer not null,
  note text,
  constraint source_delivery_pkey PRIMARY KEY (source_id, delivery_id),
  constraint source_delivery_delivery_id_check CHECK (((length(delivery_id) >= 1) AND (length(delivery_id) <= 200))),
  constraint source_delivery_digest_check CHECK ((length(digest) = 64)),
  constraint source_delivery_facts_check CHECK ((facts >= 0)),
  constraint source_delivery_via_check CHECK ((via = ANY (ARRAY['webhook'::text, 'file'::text, 'api'::text]))),
  constraint source_delivery_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);
CREATE INDEX source_delivery_received_index ON tokenward.source_delivery USING btree (source_id, received_at);

create table tokenward.source_fact (
  source_id text not null,
  fact_id text not null,
  subject text not null,
  happened_at timestamp with time zone not null,
  body jsonb not null,
  names text[] not null,
  mentions text[] not null,
  via text not null,
  handed_in_by text,
  received_at timestamp with time zone not null,
  constraint source_fact_pkey PRIMARY KEY (source_id, fact_id),
  constraint source_fact_body_check CHECK ((jsonb_typeof(body) = 'object'::text)),
  constraint source_fact_fact_id_check CHECK ((length(fact_id) = 64)),
  constraint source_fact_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 1000))),
  constraint source_fact_via_check CHECK ((via = ANY (ARRAY['webhook'::text, 'file'::text, 'api'::text]))),
  constraint source_fact_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);
CREATE INDEX source_fact_mentions_index ON tokenward.source_fact USING gin (mentions);
CREATE INDEX source_fact_names_index ON tokenward.source_fact USING gin (names);
CREATE INDEX source_fact_received_index ON tokenward.source_fact USING btree (received_at);
CREATE INDEX source_fact_subject_index ON tokenward.source_fact USING btree (source_id, subject);

create table tokenward.source_outcome (
  source_id text not null,
  subject text not null,
  type_id text not null,
  outcome_id text not null,
  person_id text not null,
  constraint source_outcome_pkey PRIMARY KEY (source_id, subject, type_id),
  constraint source_outcome_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);

create table tokenward.source_refusal (
  source_id text not null,
  hour timestamp with time zone not null,
  reason text not null,
  refused bigint not null,
  last_at timestamp with time zone not null,
  constraint source_refusal_pkey PRIMARY KEY (source_id, hour, reason),
  constraint source_refusal_refused_check CHECK ((refused >= 1)),
  constraint source_refusal_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);

create table tokenward.source_work (
  source_id text not null,
  kind text not null,
  subject text not null,
  due_at timestamp with time zone not null,
  tries integer not null,
  leased_until timestamp with time zone,
  last_error text,
  constraint source_work_pkey PRIMARY KEY (source_id, kind, subject),
  constraint source_work_kind_check CHECK ((kind = ANY (ARRAY['settle'::text, 'read_again'::text]))),
  constraint source_work_tries_check CHECK ((tries >= 0)),
  constraint source_work_source_id_fkey FOREIGN KEY (source_id) REFERENCES tokenward.source(id)
);
CREATE INDEX source_work_due_index ON tokenward.source_work USING btree (due_at);

create table tokenward.suspension (
  id text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text not null,
  expires_at timestamp with time zone,
  made_by text not null,
  state text not null,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint suspension_pkey PRIMARY KEY (id),
  constraint suspension_check CHECK (((state = 'in_force'::text) = (ended_at IS NULL))),
  constraint suspension_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint suspension_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint suspension_revision_check CHECK ((revision >= 1)),
  constraint suspension_state_check CHECK ((state = ANY (ARRAY['in_force'::text, 'lifted'::text, 'expired'::text]))),
  constraint suspension_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['key'::text, 'person'::text, 'template'::text, 'use_case'::text, 'model'::text])))
);
CREATE INDEX suspension_changed_index ON tokenward.suspension USING btree (changed_version);
CREATE UNIQUE INDEX suspension_in_force_index ON tokenward.suspension USING btree (subject_kind, subject_id) WHERE (state = 'in_force'::text);

create table tokenward.task (
  owner_kind text not null,
  owner_id text not null,
  task_id text not null,
  team_id text,
  use_case_id text,
  lane text,
  template_id text,
  started_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  calls bigint not null,
  answered bigint not null,
  refused bigint not null,
  failed bigint not null,
  iterations bigint not null,
  retries bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38,0) not null,
  unpriced bigint not null,
  estimated bigint not null,
  failed_cost_nanodollars numeric(38,0) not null,
  cache_saved_nanodollars numeric(38,0) not null,
  route_saved_nanodollars numeric(38,0) not null,
  models jsonb not null,
  size_tokens bigint not null,
  size_class text,
  context_tokens bigint not null,
  succeeded boolean not null,
  is_partial boolean not null,
  first_hash text,
  waste jsonb not null,
  constraint task_pkey PRIMARY KEY (owner_kind, owner_id, task_id),
  constraint task_calls_check CHECK ((calls >= 1)),
  constraint task_cost_nanodollars_check CHECK ((cost_nanodollars >= (0)::numeric)),
  constraint task_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint task_size_class_check CHECK ((size_class = ANY (ARRAY['short'::text, 'medium'::text, 'long'::text, 'very_long'::text])))
);
CREATE INDEX task_last_index ON tokenward.task USING btree (last_at);
CREATE INDEX task_owner_index ON tokenward.task USING btree (owner_kind, owner_id, last_at);
CREATE INDEX task_peer_index ON tokenward.task USING btree (use_case_id, size_class, owner_kind, last_at) WHERE ((unpriced = 0) AND (NOT is_partial) AND (size_class IS NOT NULL));
CREATE INDEX task_same_index ON tokenward.task USING btree (owner_kind, owner_id, first_hash, last_at) WHERE (first_hash IS NOT NULL);
CREATE INDEX task_team_index ON tokenward.task USING btree (team_id, last_at) INCLUDE (owner_kind, owner_id, template_id);

create table tokenward.task_cluster (
  owner_kind text not null,
  owner_id text not null,
  task_id text not null,
  cluster_id text not null,
  found_at timestamp with time zone not null,
  constraint task_cluster_pkey PRIMARY KEY (owner_kind, owner_id, task_id),
  constraint task_cluster_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text])))
);

create table tokenward.task_link (
  owner text not null,
  task_id text not null,
  linked_task_id text not null,
  seen_at timestamp with time zone not null,
  constraint task_link_pkey PRIMARY KEY (owner, task_id)
);
CREATE INDEX task_link_seen_index ON tokenward.task_link USING btree (seen_at);

create table tokenward.task_progress (
  one boolean not null default true,
  settled_until timestamp with time zone not null,
  constraint task_progress_pkey PRIMARY KEY (one),
  constraint task_progress_one_check CHECK (one)
);

create table tokenward.task_review (
  id text not null,
  owner_kind text not null,
  owner_id text not null,
  task_id text not null,
  reporter_kind text not null,
  reporter_id text not null,
  minutes integer not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint task_review_pkey PRIMARY KEY (id),
  constraint task_review_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint task_review_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint task_review_minutes_check CHECK ((minutes >= 0)),
  constraint task_review_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint task_review_reporter_kind_check CHECK ((reporter_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint task_review_revision_check CHECK ((revision >= 1))
);
CREATE INDEX task_review_task_index ON tokenward.task_review USING btree (owner_kind, owner_id, task_id);

create table tokenward.task_sketch (
  owner_kind text not null,
  owner_id text not null,
  task_id text not null,
  use_case_id text not null,
  sketch bytea not null,
  shingles integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  is_compared boolean not null default false,
  constraint task_sketch_pkey PRIMARY KEY (owner_kind, owner_id, task_id),
  constraint task_sketch_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['person'::text, 'service_account'::text]))),
  constraint task_sketch_shingles_check CHECK ((shingles >= 1)),
  constraint task_sketch_sketch_check CHECK ((octet_length(sketch) = 256))
);
CREATE INDEX task_sketch_last_index ON tokenward.task_sketch USING btree (last_at);
CREATE INDEX task_sketch_new_index ON tokenward.task_sketch USING btree (owner_kind, owner_id) WHERE (NOT is_compared);

create table tokenward.team (
  id text not null,
  name text not null,
  cost_centre text,
  manager_person_id text,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint team_pkey PRIMARY KEY (id),
  constraint team_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint team_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint team_revision_check CHECK ((revision >= 1)),
  constraint team_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text]))),
  constraint team_cost_centre_fkey FOREIGN KEY (cost_centre) REFERENCES tokenward.cost_centre(id) DEFERRABLE INITIALLY DEFERRED,
  constraint team_manager_person_id_fkey FOREIGN KEY (manager_person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.template_drift (
  day date not null,
  asset_id text not null,
  version integer not null,
  team_id text not null,
  use text not null,
  kept_tenths smallint not null,
  calls bigint not null,
  constraint template_drift_pkey PRIMARY KEY (day, asset_id, version, team_id, use, kept_tenths),
  constraint template_drift_calls_check CHECK ((calls >= 1)),
  constraint template_drift_kept_tenths_check CHECK (((kept_tenths >= 0) AND (kept_tenths <= 10))),
  constraint template_drift_use_check CHECK ((use = ANY (ARRAY['named'::text, 'unnamed'::text]))),
  constraint template_drift_version_check CHECK ((version >= 1))
);
CREATE INDEX template_drift_asset_index ON tokenward.template_drift USING btree (asset_id, day);

create table tokenward.tour (
  id text not null,
  state text not null,
  call_id text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint tour_pkey PRIMARY KEY (id),
  constraint tour_check CHECK (((call_id IS NULL) OR (state = 'done'::text))),
  constraint tour_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint tour_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint tour_revision_check CHECK ((revision >= 1)),
  constraint tour_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'skipped'::text, 'done'::text])))
);

create table tokenward.upstream (
  id text not null,
  kind text not null,
  base_url text not null,
  key jsonb not null,
  api_version text,
  connect_timeout_ms integer not null,
  first_byte_timeout_ms integer not null,
  idle_timeout_ms integer not null,
  concurrency_max integer not null,
  region text,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint upstream_pkey PRIMARY KEY (id),
  constraint upstream_concurrency_max_check CHECK ((concurrency_max > 0)),
  constraint upstream_connect_timeout_ms_check CHECK ((connect_timeout_ms > 0)),
  constraint upstream_first_byte_timeout_ms_check CHECK ((first_byte_timeout_ms > 0)),
  constraint upstream_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint upstream_idle_timeout_ms_check CHECK ((idle_timeout_ms > 0)),
  constraint upstream_key_check CHECK (((key ->> 'kind'::text) = ANY (ARRAY['environment'::text, 'file'::text, 'none'::text]))),
  constraint upstream_kind_check CHECK ((kind = ANY (ARRAY['openai'::text, 'anthropic'::text, 'azure-openai'::text, 'openai-compatible'::text]))),
  constraint upstream_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint upstream_revision_check CHECK ((revision >= 1)),
  constraint upstream_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
);

create table tokenward.usage_daily (
  day date not null,
  team_id text,
  project_id text,
  use_case_id text,
  model_id text,
  person_id text,
  cost_centre text,
  lane text,
  upstream_id text,
  key_id text,
  calls bigint not null,
  calls_refused bigint not null,
  calls_failed bigint not null,
  calls_estimated bigint not null,
  calls_unpriced bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38,0) not null,
  constraint usage_daily_key UNIQUE NULLS NOT DISTINCT (day, team_id, project_id, use_case_id, model_id, person_id, cost_centre, lane, upstream_id, key_id)
) with (fillfactor=70);
CREATE INDEX usage_daily_person_index ON tokenward.usage_daily USING btree (person_id, day) WHERE (person_id IS NOT NULL);
CREATE INDEX usage_daily_team_index ON tokenward.usage_daily USING btree (team_id, day) WHERE (team_id IS NOT NULL);

create table tokenward.usage_hourly (
  hour timestamp with time zone not null,
  team_id text,
  project_id text,
  use_case_id text,
  model_id text,
  person_id text,
  cost_centre text,
  lane text,
  upstream_id text,
  key_id text,
  calls bigint not null,
  calls_refused bigint not null,
  calls_failed bigint not null,
  calls_estimated bigint not null,
  calls_unpriced bigint not null,
  input_uncached_tokens bigint not null,
  input_cache_read_tokens bigint not null,
  input_cache_write_5m_tokens bigint not null,
  input_cache_write_1h_tokens bigint not null,
  input_cache_write_unknown_tokens bigint not null,
  output_visible_tokens bigint not null,
  output_reasoning_tokens bigint not null,
  cost_nanodollars numeric(38,0) not null,
  constraint usage_hourly_key UNIQUE NULLS NOT DISTINCT (hour, team_id, project_id, use_case_id, model_id, person_id, cost_centre, lane, upstream_id, key_id)
) with (fillfactor=70);

create table tokenward.usage_hourly_floor (
  only_row boolean not null default true,
  hourly_from timestamp with time zone not null,
  constraint usage_hourly_floor_pkey PRIMARY KEY (only_row),
  constraint usage_hourly_floor_only_row_check CHECK (only_row)
);

create table tokenward.use_case (
  id text not null,
  name text not null,
  category text not null,
  purpose text not null,
  expected_value text not null,
  owner_person_id text,
  tier smallint not null,
  lane text not null,
  model_stack jsonb not null,
  approved_template_ids jsonb not null,
  allowed_data_classes jsonb not null,
  spend_limit_nanodollars numeric(38,0),
  expected_output_tokens bigint,
  logging_rule text not null,
  required_approvals jsonb not null,
  store_away text not null,
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  max_output_tokens bigint,
  routing jsonb,
  cache jsonb not null default '{"kept": "memory", "mode": "off", "scope": "person", "answers": "deterministic", "ttlSeconds": 3600, "dataClassMax": "internal"}'::jsonb,
  constraint use_case_pkey PRIMARY KEY (id),
  constraint use_case_allowed_data_classes_check CHECK ((allowed_data_classes <@ '["public", "internal", "confidential", "restricted"]'::jsonb)),
  constraint use_case_approved_template_ids_check CHECK ((jsonb_typeof(approved_template_ids) = 'array'::text)),
  constraint use_case_cache_check CHECK ((((cache ->> 'mode'::text) = ANY (ARRAY['off'::text, 'exact'::text])) AND ((cache ->> 'kept'::text) = ANY (ARRAY['memory'::text, 'store'::text])))),
  constraint use_case_expected_output_tokens_check CHECK ((expected_output_tokens >= 0)),
  constraint use_case_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint use_case_lane_check CHECK ((lane = ANY (ARRAY['exploration'::text, 'production'::text, 'both'::text]))),
  constraint use_case_logging_rule_check CHECK ((logging_rule = ANY (ARRAY['none'::text, 'metadata'::text, 'content'::text]))),
  constraint use_case_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint use_case_max_output_tokens_check CHECK ((max_output_tokens >= 1)),
  constraint use_case_model_stack_check CHECK ((jsonb_typeof(model_stack) = 'array'::text)),
  constraint use_case_required_approvals_check CHECK ((jsonb_typeof(required_approvals) = 'array'::text)),
  constraint use_case_revision_check CHECK ((revision >= 1)),
  constraint use_case_routing_check CHECK ((jsonb_typeof(routing) = 'object'::text)),
  constraint use_case_spend_limit_nanodollars_check CHECK ((spend_limit_nanodollars >= (0)::numeric)),
  constraint use_case_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'archived'::text]))),
  constraint use_case_store_away_check CHECK ((store_away = ANY (ARRAY['refuse'::text, 'continue'::text]))),
  constraint use_case_tier_check CHECK (((tier >= 1) AND (tier <= 3))),
  constraint use_case_owner_person_id_fkey FOREIGN KEY (owner_person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED
);

create table tokenward.work_assignment (
  id text not null,
  person_id text not null,
  use_case_id text not null,
  difficulty text not null,
  words text not null,
  state text not null,
  assigned_by text not null,
  assigned_at timestamp with time zone not null,
  answered_by text,
  answered_at timestamp with time zone,
  reason text,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint work_assignment_pkey PRIMARY KEY (id),
  constraint work_assignment_check CHECK ((assigned_by <> person_id)),
  constraint work_assignment_check1 CHECK (((state = 'asked'::text) = (answered_at IS NULL))),
  constraint work_assignment_check2 CHECK (((state <> 'reassigned'::text) OR (answered_by <> person_id))),
  constraint work_assignment_difficulty_check CHECK ((difficulty = ANY (ARRAY['easy'::text, 'medium'::text, 'hard'::text]))),
  constraint work_assignment_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint work_assignment_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint work_assignment_revision_check CHECK ((revision >= 1)),
  constraint work_assignment_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'accepted'::text, 'declined'::text, 'reassigned'::text]))),
  constraint work_assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES tokenward.person(id) DEFERRABLE INITIALLY DEFERRED,
  constraint work_assignment_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES tokenward.use_case(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX work_assignment_person_index ON tokenward.work_assignment USING btree (person_id, assigned_at);

create table tokenward.workflow (
  id text not null,
  name text not null,
  description text not null,
  use_case_id text not null,
  parameters jsonb not null,
  work jsonb not null,
  answer text not null,
  data_class_max text not null,
  baseline_nanodollars numeric(38,0),
  status text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint workflow_pkey PRIMARY KEY (id),
  constraint workflow_baseline_nanodollars_check CHECK ((baseline_nanodollars >= (0)::numeric)),
  constraint workflow_data_class_max_check CHECK ((data_class_max = ANY (ARRAY['public'::text, 'internal'::text, 'confidential'::text, 'restricted'::text]))),
  constraint workflow_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint workflow_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint workflow_parameters_check CHECK ((jsonb_typeof(parameters) = 'array'::text)),
  constraint workflow_revision_check CHECK ((revision >= 1)),
  constraint workflow_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'archived'::text]))),
  constraint workflow_work_check CHECK (((work ->> 'kind'::text) = ANY (ARRAY['static'::text, 'http'::text, 'sql'::text]))),
  constraint workflow_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES tokenward.use_case(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX workflow_changed_index ON tokenward.workflow USING btree (changed_version);

create table tokenward.workflow_approval (
  id text not null,
  digest text not null,
  approved_by text not null,
  revision bigint not null,
  managed_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  changed_version bigint not null,
  constraint workflow_approval_pkey PRIMARY KEY (id),
  constraint workflow_approval_digest_check CHECK ((length(digest) = 64)),
  constraint workflow_approval_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
  constraint workflow_approval_managed_by_check CHECK ((managed_by = ANY (ARRAY['api'::text, 'file'::text, 'sample'::text]))),
  constraint workflow_approval_revision_check CHECK ((revision >= 1))
);
CREATE INDEX workflow_approval_changed_index ON tokenward.workflow_approval USING btree (changed_version);

create sequence tokenward.outcome_change as bigint increment 1;

CREATE OR REPLACE FUNCTION tokenward.audit_append(body text)
 RETURNS bigint
 LANGUAGE sql
AS $function$
  select tokenward.audit_append_all(array[body])
$function$;

CREATE OR REPLACE FUNCTION tokenward.audit_append_all(bodies text[])
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION tokenward.audit_searchable(body text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select pg_catalog.regexp_replace(body, '\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'gi')::jsonb
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_adjust(envelope text, period bigint, amount numeric, actor text, reason text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period for update;
  if not found then return false; end if;
  perform tokenward.budget_enter(envelope, period, 'adjustment', amount, null, actor, reason);
  return true;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_aim(gateway text, life integer, envelope text, period bigint, target numeric, lease_ms integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  lease tokenward.budget_lease;
  account tokenward.budget_account;
  rule tokenward.budget_envelope;
  more numeric;
begin
  select * into account from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period;
  if account.envelope_id is null then return; end if;
  select * into rule from tokenward.budget_envelope e where e.id = envelope;
  if rule.hard_cap <> account.cap_applied then
    perform tokenward.budget_enter(envelope, period, 'adjustment', rule.hard_cap - account.cap_applied, null, 'system',
      'the cap was changed');
    update tokenward.budget_account a set cap_applied = rule.hard_cap
      where a.envelope_id = envelope and a.period_start_ms = period;
    account.amount_limit := account.amount_limit + rule.hard_cap - account.cap_applied;
  end if;
  insert into tokenward.budget_lease (gateway_id, epoch, envelope_id, period_start_ms, outstanding, state, expires_at)
    values (gateway, life, envelope, period, 0, 'active', clock_timestamp())
    on conflict do nothing;
  select * into lease from tokenward.budget_lease l where l.envelope_id = envelope and l.period_start_ms = period
    and l.gateway_id = gateway and l.epoch = life for update;
  if lease.state = 'suspense' then
    perform tokenward.budget_enter(envelope, period, 'suspense', lease.outstanding, gateway, null, 'heard of again');
    perform tokenward.budget_enter(envelope, period, 'hold', lease.outstanding, gateway, null, 'heard of again');
  end if;
  if target < lease.outstanding then
    perform tokenward.budget_enter(envelope, period, 'release', lease.outstanding - target, gateway, null, null);
    more := target - lease.outstanding;
  else
    more := case when account.closed then 0 else least(target - lease.outstanding, greatest(0,
      account.amount_limit + rule.overdraft - account.spent - account.held - account.suspense)) end;
    perform tokenward.budget_enter(envelope, period, 'hold', more, gateway, null, null);
  end if;
  update tokenward.budget_lease l set outstanding = l.outstanding + more, state = 'active', suspense_since = null,
      expires_at = clock_timestamp() + lease_ms * interval '1 millisecond'
    where l.envelope_id = envelope and l.period_start_ms = period and l.gateway_id = gateway and l.epoch = life;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_ask(gateway text, life integer, asks jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  names text[];
  envelopes text[];
  periods bigint[];
  free numeric[];
  given numeric[];
  ask jsonb;
  need jsonb;
  place integer;
  short jsonb;
  answers jsonb[] := '{}';
begin
  select array_agg(a.envelope_id || '@' || a.period_start_ms order by a.envelope_id, a.period_start_ms),
      array_agg(a.envelope_id order by a.envelope_id, a.period_start_ms),
      array_agg(a.period_start_ms order by a.envelope_id, a.period_start_ms),
      array_agg(case when a.closed then 0 else a.amount_limit + e.overdraft - a.spent - a.held - a.suspense end
        order by a.envelope_id, a.period_start_ms),
      array_agg(0::numeric)
    into names, envelopes, periods, free, given
    from tokenward.budget_account a join tokenward.budget_envelope e on e.id = a.envelope_id
    where (a.envelope_id, a.period_start_ms) in (
      select n ->> 'envelopeId', (n ->> 'periodStartMs')::bigint
        from jsonb_array_elements(asks) q, jsonb_array_elements(q -> 'needs') n);
  for ask in select * from jsonb_array_elements(asks) loop
    short := '[]';
    for need in select * from jsonb_array_elements(ask -> 'needs') loop
      place := array_position(names, (need ->> 'envelopeId') || '@' || (need ->> 'periodStartMs'));
      if place is null or free[place] < (need ->> 'amount')::numeric then
        short := short || jsonb_build_array(need - 'amount');
      end if;
    end loop;
    if short = '[]' then
      for need in select * from jsonb_array_elements(ask -> 'needs') loop
        place := array_position(names, (need ->> 'envelopeId') || '@' || (need ->> 'periodStartMs'));
        free[place] := free[place] - (need ->> 'amount')::numeric;
        given[place] := given[place] + (need ->> 'amount')::numeric;
      end loop;
    end if;
    answers := answers || jsonb_build_object('callId', ask -> 'callId',
      'kind', case when short = '[]' then 'held' else 'short' end, 'short', short);
  end loop;
  for place in 1 .. coalesce(array_length(names, 1), 0) loop
    perform tokenward.budget_enter(envelopes[place], periods[place], 'hold', given[place], gateway, null, null);
    update tokenward.budget_lease l set outstanding = l.outstanding + given[place]
      where given[place] > 0 and l.envelope_id = envelopes[place] and l.period_start_ms = periods[place]
        and l.gateway_id = gateway and l.epoch = life;
  end loop;
  return to_jsonb(answers);
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_close_earlier(gateway text, first_life integer, life integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  lease tokenward.budget_lease;
  many integer := 0;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select l.envelope_id, l.period_start_ms from tokenward.budget_lease l
        where l.gateway_id = gateway and l.epoch >= first_life and l.epoch < life and l.state <> 'closed')
    order by a.envelope_id, a.period_start_ms for update;
  for lease in select * from tokenward.budget_lease l
      where l.gateway_id = gateway and l.epoch >= first_life and l.epoch < life and l.state <> 'closed'
      order by l.envelope_id, l.period_start_ms, l.epoch for update loop
    perform tokenward.budget_close_lease(lease, 'system', 'the journal was told to its end');
    many := many + 1;
  end loop;
  return many;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_close_exception(exception text, actor text, reason text, OUT spent numeric, OUT held numeric)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  account tokenward.budget_account;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_envelope e where e.id = exception and e.exception_id is not null for update;
  if not found then return; end if;
  select * into account from tokenward.budget_account a where a.envelope_id = exception for update;
  update tokenward.budget_envelope e set status = 'archived' where e.id = exception and e.status <> 'archived';
  update tokenward.budget_account a set closed = true where a.envelope_id = exception and not a.closed;
  perform tokenward.budget_enter(exception, account.period_start_ms, 'adjustment',
    -greatest(0, account.amount_limit - account.spent - account.held - account.suspense), null, actor, reason);
  spent := account.spent;
  held := account.held + account.suspense;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_close_lease(lease tokenward.budget_lease, actor text, reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform tokenward.budget_enter(lease.envelope_id, lease.period_start_ms,
    case lease.state when 'suspense' then 'suspense' else 'release' end, lease.outstanding, lease.gateway_id, actor, reason);
  update tokenward.budget_lease l set state = 'closed', outstanding = 0, suspense_since = null
    where l.envelope_id = lease.envelope_id and l.period_start_ms = lease.period_start_ms
      and l.gateway_id = lease.gateway_id and l.epoch = lease.epoch;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_enter(envelope text, period bigint, kind text, amount numeric, gateway text, actor text, reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if amount = 0 and kind <> 'grant' then return; end if;
  insert into tokenward.budget_entry (envelope_id, period_start_ms, kind, amount, gateway_id, actor, reason)
    values (envelope, period, kind, amount, gateway, actor, reason);
  update tokenward.budget_account set
    amount_limit = amount_limit
      + case when kind in ('grant', 'carry_over', 'transfer', 'adjustment') then amount else 0 end,
    spent = spent + case kind when 'commit' then amount else 0 end,
    held = held + case kind when 'hold' then amount when 'release' then -amount when 'expire' then -amount else 0 end,
    suspense = suspense + case kind when 'expire' then amount when 'suspense' then -amount else 0 end
  where envelope_id = envelope and period_start_ms = period;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_expire_leases()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  lease tokenward.budget_lease;
  many integer := 0;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select l.envelope_id, l.period_start_ms from tokenward.budget_lease l
        where l.state = 'active' and l.expires_at < clock_timestamp())
    order by a.envelope_id, a.period_start_ms for update;
  for lease in select * from tokenward.budget_lease l where l.state = 'active' and l.expires_at < statement_timestamp()
      order by l.envelope_id, l.period_start_ms, l.gateway_id, l.epoch for update loop
    perform tokenward.budget_enter(lease.envelope_id, lease.period_start_ms, 'expire', lease.outstanding,
      lease.gateway_id, null, null);
    update tokenward.budget_lease l set state = 'suspense', suspense_since = clock_timestamp()
      where l.envelope_id = lease.envelope_id and l.period_start_ms = lease.period_start_ms
        and l.gateway_id = lease.gateway_id and l.epoch = lease.epoch;
    many := many + 1;
  end loop;
  return many;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_open(envelope text, period bigint, period_end bigint)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  rule tokenward.budget_envelope;
  other tokenward.budget_account;
  carried numeric;
  since numeric;
begin
  -- Before the accounts, so that of two that open one waits here and finds it open.
  select * into rule from tokenward.budget_envelope e where e.id = envelope for update;
  if exists (select from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period) then
    return true;
  end if;
  if rule.id is null or rule.status <> 'active' then return false; end if;
  -- Only what it touches: an envelope of minutes has many accounts.
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_end_ms >= period
      and a.period_start_ms < period_end order by a.period_start_ms for update;
  insert into tokenward.budget_account
      (envelope_id, period_start_ms, period_end_ms, cap_applied, amount_limit, spent, held, suspense)
    values (envelope, period, period_end, rule.hard_cap, 0, 0, 0, 0);
  perform tokenward.budget_enter(envelope, period, 'grant', rule.hard_cap, null, 'system', 'the cap of the period');
  for other in select * from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms <> period
      and not a.closed and a.period_end_ms >= period and a.period_start_ms < period_end order by a.period_start_ms loop
    if other.period_end_ms = period then
      carried := least(rule.carry_over_max,
        div(greatest(0, other.amount_limit - other.spent - other.held - other.suspense) * rule.carry_over_percent, 100));
      perform tokenward.budget_enter(envelope, other.period_start_ms, 'carry_over', -carried, null, 'system',
        'carried into the next period');
      perform tokenward.budget_enter(envelope, period, 'carry_over', carried, null, 'system',
        'carried over from the period before');
    else
      since := other.spent;
      if other.period_start_ms < period then
        select coalesce(sum(e.amount), 0) into since from tokenward.budget_entry e
          where e.envelope_id = envelope and e.period_start_ms = other.period_start_ms and e.kind = 'commit'
            and e.at >= to_timestamp(period / 1000.0);
      end if;
      perform tokenward.budget_enter(envelope, period, 'adjustment', -(since + other.held + other.suspense), null, 'system',
        'spent or held in a period that this one takes the place of');
      update tokenward.budget_account a set closed = true
        where a.envelope_id = envelope and a.period_start_ms = other.period_start_ms;
    end if;
  end loop;
  return true;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_open_exception(exception text, raised text, of_unit text, cap numeric, start_ms bigint, end_ms bigint, version bigint, actor text, reason text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('synchronous_commit', 'on', true);
  insert into tokenward.budget_envelope (id, name, unit, period, hard_cap, cap_kind, store_away, status, revision, managed_by,
      created_at, updated_at, changed_version, exception_id)
    values (exception, 'exception', of_unit, 'year', cap, 'strict',
      coalesce((select e.store_away from tokenward.budget_envelope e where e.id = raised), 'refuse'),
      'active', 1, 'api', clock_timestamp(), clock_timestamp(), version, exception)
    on conflict (id) do nothing;
  if not found then return; end if;
  insert into tokenward.budget_account
      (envelope_id, period_start_ms, period_end_ms, cap_applied, amount_limit, spent, held, suspense)
    values (exception, start_ms, end_ms, cap, 0, 0, 0, 0);
  perform tokenward.budget_enter(exception, start_ms, 'grant', cap, null, actor, reason);
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_prune(older_than interval, most integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  with gone as (
    delete from tokenward.budget_settlement where call_id in (
      select s.call_id from tokenward.budget_settlement s
        where s.settled_at < clock_timestamp() - older_than
          and s.call_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
          and exists (select from tokenward.calls c
            where c.admitted_at = tokenward.uuid_time(s.call_id::uuid) and c.call_id = s.call_id::uuid)
        limit most)
    returning 1)
  select count(*)::integer from gone
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_resolve(envelope text, period bigint, gateway text, life integer, spent numeric, actor text, reason text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  lease tokenward.budget_lease;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a where a.envelope_id = envelope and a.period_start_ms = period for update;
  select * into lease from tokenward.budget_lease l where l.envelope_id = envelope and l.period_start_ms = period
    and l.gateway_id = gateway and l.epoch = life and l.state = 'suspense' for update;
  if lease.gateway_id is null then return false; end if;
  perform tokenward.budget_enter(envelope, period, 'commit', spent, gateway, actor, reason);
  perform tokenward.budget_close_lease(lease, actor, reason);
  return true;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_settle(gateway text, settlements jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  charge record;
  lease tokenward.budget_lease;
  taken numeric;
begin
  for charge in
    with fresh as (
      insert into tokenward.budget_settlement (call_id, gateway_id, epoch, charges)
        select s ->> 'callId', gateway, (s ->> 'epoch')::integer, s -> 'charges' from jsonb_array_elements(settlements) s
        order by 1
        on conflict (call_id) do nothing
        returning epoch, charges)
    select c ->> 'envelopeId' as envelope, (c ->> 'periodStartMs')::bigint as period, fresh.epoch,
        sum((c ->> 'amount')::numeric) as amount
      from fresh, jsonb_array_elements(fresh.charges) c
      join tokenward.budget_account a
        on a.envelope_id = c ->> 'envelopeId' and a.period_start_ms = (c ->> 'periodStartMs')::bigint
      group by 1, 2, 3 order by 1, 2, 3
  loop
    continue when charge.amount = 0;
    -- The account first: its row is locked by this where the caller has not locked it.
    perform tokenward.budget_enter(charge.envelope, charge.period, 'commit', charge.amount, gateway, null, null);
    select * into lease from tokenward.budget_lease l where l.envelope_id = charge.envelope
      and l.period_start_ms = charge.period and l.gateway_id = gateway and l.epoch = charge.epoch for update;
    if lease.state in ('active', 'suspense') then
      taken := least(lease.outstanding, charge.amount);
      update tokenward.budget_lease l set outstanding = l.outstanding - taken where l.envelope_id = charge.envelope
        and l.period_start_ms = charge.period and l.gateway_id = gateway and l.epoch = charge.epoch;
      perform tokenward.budget_enter(charge.envelope, charge.period,
        case lease.state when 'suspense' then 'suspense' else 'release' end, taken, gateway, null, null);
    end if;
  end loop;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_states(gateway text, life integer, targets jsonb)
 RETURNS jsonb
 LANGUAGE sql
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
      'envelopeId', a.envelope_id, 'periodStartMs', a.period_start_ms, 'limit', a.amount_limit::text,
      'overdraft', e.overdraft::text, 'spent', a.spent::text, 'held', a.held::text, 'suspense', a.suspense::text,
      'outstanding', coalesce(l.outstanding, 0)::text,
      'gateways', (select count(*) from tokenward.budget_lease o where o.envelope_id = a.envelope_id
        and o.period_start_ms = a.period_start_ms and o.state = 'active')) order by a.envelope_id, a.period_start_ms), '[]')
    from jsonb_array_elements(targets) t
    join tokenward.budget_account a
      on a.envelope_id = t ->> 'envelopeId' and a.period_start_ms = (t ->> 'periodStartMs')::bigint
    join tokenward.budget_envelope e on e.id = a.envelope_id
    left join tokenward.budget_lease l on l.envelope_id = a.envelope_id and l.period_start_ms = a.period_start_ms
      and l.gateway_id = gateway and l.epoch = life
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_sync(message jsonb, lease_ms integer, lock_ms integer)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  gateway text := message ->> 'gatewayId';
  life integer := (message ->> 'epoch')::integer;
  known tokenward.budget_gateway;
  target jsonb;
  answers jsonb;
begin
  perform set_config('synchronous_commit', 'on', true), set_config('lock_timeout', lock_ms::text, true);
  select * into known from tokenward.budget_gateway g where g.id = gateway for update;
  perform from tokenward.budget_account a where (a.envelope_id, a.period_start_ms) in (
      select t ->> 'envelopeId', (t ->> 'periodStartMs')::bigint from jsonb_array_elements(message -> 'targets') t
      union
      select c ->> 'envelopeId', (c ->> 'periodStartMs')::bigint
        from jsonb_array_elements(message -> 'settlements') s, jsonb_array_elements(s -> 'charges') c)
    order by a.envelope_id, a.period_start_ms for update;
  perform tokenward.budget_settle(gateway, message -> 'settlements');
  if known.id is null or known.epoch <> life then
    return '{"kind": "fenced", "accounts": [], "answers": []}';
  end if;
  if (message ->> 'sequence')::bigint <= known.sequence then
    return '{"kind": "stale", "accounts": [], "answers": []}';
  end if;
  update tokenward.budget_gateway g set sequence = (message ->> 'sequence')::bigint where g.id = gateway;
  for target in select t from jsonb_array_elements(message -> 'targets') t
      order by t ->> 'envelopeId', (t ->> 'periodStartMs')::bigint loop
    perform tokenward.budget_aim(gateway, life, target ->> 'envelopeId', (target ->> 'periodStartMs')::bigint,
      (target ->> 'target')::numeric, lease_ms);
  end loop;
  answers := tokenward.budget_ask(gateway, life, message -> 'asks');
  return jsonb_build_object('kind', 'applied', 'answers', answers,
    'accounts', tokenward.budget_states(gateway, life, message -> 'targets'));
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.budget_transfer(from_envelope text, from_period bigint, to_envelope text, to_period bigint, amount numeric, actor text, reason text)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  source tokenward.budget_account;
begin
  perform set_config('synchronous_commit', 'on', true);
  perform from tokenward.budget_account a
    where (a.envelope_id, a.period_start_ms) in ((from_envelope, from_period), (to_envelope, to_period))
    order by a.envelope_id, a.period_start_ms for update;
  select a.* into source from tokenward.budget_account a
    join tokenward.budget_envelope f on f.id = a.envelope_id
    join tokenward.budget_account b on b.envelope_id = to_envelope and b.period_start_ms = to_period and not b.closed
    join tokenward.budget_envelope t on t.id = b.envelope_id and t.unit = f.unit
    where a.envelope_id = from_envelope and a.period_start_ms = from_period and not a.closed
      and (from_envelope, from_period) <> (to_envelope, to_period);
  if source.envelope_id is null or amount <= 0
    or source.amount_limit - source.spent - source.held - source.suspense < amount then
    return false;
  end if;
  perform tokenward.budget_enter(from_envelope, from_period, 'transfer', -amount, null, actor, reason);
  perform tokenward.budget_enter(to_envelope, to_period, 'transfer', amount, null, actor, reason);
  return true;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.ensure_calls_partition(moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SET lock_timeout TO '3s'
AS $function$
declare
  first_day timestamp := date_trunc('month', moment at time zone 'UTC');
  lower_bound timestamptz := first_day at time zone 'UTC';
  upper_bound timestamptz := (first_day + interval '1 month') at time zone 'UTC';
  partition_name text := to_char(first_day, '"calls_y"YYYY"m"MM');
begin
  -- Looked up first without the lock: nearly always the month is there.
  if to_regclass(format('tokenward.%I', partition_name)) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(5401733086210412);
  if to_regclass(format('tokenward.%I', partition_name)) is not null then
    return false;
  end if;
  -- Before the rows are moved, so that none of this month arrives between moving and attaching.
  lock table tokenward.calls_default in access exclusive mode;
  execute format('create table tokenward.%I (like tokenward.calls including defaults including constraints)',
    partition_name);
  execute format(
    'with moved as (delete from tokenward.calls_default where admitted_at >= %L and admitted_at < %L returning *)
     insert into tokenward.%I select * from moved', lower_bound, upper_bound, partition_name);
  execute format('alter table tokenward.calls attach partition tokenward.%I for values from (%L) to (%L)',
    partition_name, lower_bound, upper_bound);
  return true;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.keep_published_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state = 'published' and (new.state <> 'published' or new.definition <> old.definition) then
    raise exception 'version % is published and cannot change', old.id;
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit trail is append-only' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_budget_entry_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger of budgets is append-only' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_changed_digest()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the digest of key % is fixed: make a new key instead', old.id
    using errcode = 'integrity_constraint_violation';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_charge_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    if exists (select from tokenward.charge_close c where c.month = new.month) then
      raise exception 'the month % is closed', new.month using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  raise exception 'what was charged in a closed month is not changed' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_look_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was looked at stays known' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_outcome_event_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'what was told of outcomes is append-only: tell what is so now' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_points_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger of points is append-only' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.refuse_recognition_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger of recognition is append-only' using errcode = 'insufficient_privilege';
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.sum_budget_spend()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into tokenward.budget_spend as known (envelope_id, at, period_start_ms, amount)
    values (new.envelope_id, date_bin('5 minutes', new.at, 'epoch'), new.period_start_ms, new.amount)
    on conflict (envelope_id, at, period_start_ms) do update set amount = known.amount + new.amount;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION tokenward.uuid_time(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select pg_catalog.to_timestamp(
    ('x0000' || pg_catalog.translate(pg_catalog.left(id::text, 13), '-', ''))::bit(64)::bigint / 1000.0)
$function$;
