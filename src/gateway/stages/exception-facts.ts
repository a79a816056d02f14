import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import type { GrantedApproval } from '../../domain/policy/granted-approval.ts';
import { factsOfOpening } from '../../domain/policy/opening.ts';

const NONE: readonly string[] = [];

/** What rules are told of exceptions: the rules whose question was answered with yes, and what is opened for this call. */
export function exceptionFacts(
  { openings }: Pick<UseCaseBinding, 'openings'>,
  approval: GrantedApproval | null,
): readonly string[] {
  const answered = approval === null ? NONE : approval.rules.map((rule) => `approval:${rule}`);
  return openings === undefined ? answered : [...new Set([...answered, ...openings.flatMap(factsOfOpening)])];
}
