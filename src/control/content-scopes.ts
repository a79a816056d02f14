import { type ContentScope, isBoundless } from '../domain/content/content-scope.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** A scope that means something: at least one member, and a time that begins before it ends. */
export function checkScope(scope: ContentScope): ControlRefusal | undefined {
  if (isBoundless(scope)) {
    return refuseCommand('rule_broken', 'Say which content is meant: a person, a use case, a call, or a time.');
  }
  if (scope.fromMs !== null && scope.toMs !== null && scope.fromMs >= scope.toMs) {
    return refuseCommand('time_range_invalid', '"from" is not before "to".');
  }
  return undefined;
}

/** The members of a scope that are set, for the trail. */
export function shownScope(scope: ContentScope): Readonly<Record<string, unknown>> {
  const { personId, useCaseId, callId, fromMs, toMs } = scope;
  const members = { personId, useCaseId, callId, fromMs, toMs };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
