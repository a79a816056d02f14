-- When tasks are looked for next, not until when: seldomer with time, so that outcomes that nothing leads from keep nobody waiting.
-- Renames only; no row is touched.
alter table tokenward.outcome rename column link_until to link_at;
