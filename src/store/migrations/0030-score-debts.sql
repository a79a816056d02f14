-- What results that did not hold took back, and their month brought too little to give back: it is taken from the next month.

alter table tokenward.score_result add column owed_microdollars bigint not null default 0 check (owed_microdollars >= 0);
