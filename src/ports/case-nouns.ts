import type { ContentAccess } from '../domain/content/content-access.ts';
import type { Erasure } from '../domain/content/erasure.ts';
import type { LegalHold } from '../domain/content/legal-hold.ts';
import type { RetentionRule } from '../domain/content/retention.ts';
import type { Report } from '../domain/incident/report.ts';
import type { Approval } from '../domain/policy/approval.ts';
import type { PolicyVersion } from '../domain/policy/policy-version.ts';
import type { KeptSuspension } from '../domain/policy/suspension.ts';

/** Nouns that come of what happens: each has commands of its own, and none can be declared in a file. */
export type CaseNouns = {
  readonly suspension: KeptSuspension;
  readonly policy_version: PolicyVersion;
  readonly approval: Approval;
  readonly legal_hold: LegalHold;
  readonly content_access: ContentAccess;
  readonly retention_rule: RetentionRule;
  readonly erasure: Erasure;
  readonly report: Report;
};
export type CaseNoun = keyof CaseNouns;
