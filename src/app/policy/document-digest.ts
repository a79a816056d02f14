import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import type { PolicyDocument } from '../../domain/policy/policy-document.ts';
import { sha256 } from '../clock/system-clock.ts';

/** The digest by which a version of the policy is known: of what it says, not of how it is laid out. */
export function documentDigest(document: PolicyDocument): string {
  return sha256(canonicalJson(document));
}
