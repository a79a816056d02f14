import type { ApiKey } from '../domain/identity/directory.ts';
import { hasEnded } from '../domain/policy/suspension.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Commander } from './control-context.ts';
import { everyRow, isLiveKey } from './find-dependants.ts';
import type { SuspensionAddress } from './suspensions.ts';

export type SuspensionWarnings = {
  readonly warnings: readonly string[];
  /** Set when nobody could lift it afterwards. */
  readonly noAdministratorLeft: string | undefined;
};

/** What whoever suspends should know: that it is themselves, and that nobody may be left to lift it. */
export async function warnOfSuspension(
  unit: ReadUnit,
  question: { readonly commander: Commander; readonly subject: SuspensionAddress; readonly nowMs: number },
): Promise<SuspensionWarnings> {
  const { commander, subject, nowMs } = question;
  const { actor } = commander;
  const warnings: string[] = [];
  if (subject.kind === 'key' && subject.id === actor.keyId) warnings.push('This is the key that you sent.');
  if (subject.kind === 'person' && actor.kind === 'person' && subject.id === actor.id)
    warnings.push('This is yourself.');
  if (subject.kind !== 'key' && subject.kind !== 'person') return { warnings, noAdministratorLeft: undefined };
  const stopped = await stoppedSubjects(unit, nowMs);
  stopped.add(`${subject.kind}:${subject.id}`);
  for await (const { row } of everyRow(unit, 'api_key')) {
    if (canAdminister(row, stopped, nowMs)) return { warnings, noAdministratorLeft: undefined };
  }
  const words = `No key with the scope "control.write" would be left that works: nobody could lift it before it expires.`;
  return { warnings, noAdministratorLeft: words };
}

async function stoppedSubjects(unit: ReadUnit, nowMs: number): Promise<Set<string>> {
  const stopped = new Set<string>();
  for await (const { row } of everyRow(unit, 'suspension')) {
    if (row.state === 'in_force' && !hasEnded(row, nowMs)) stopped.add(`${row.subjectKind}:${row.subjectId}`);
  }
  return stopped;
}

function canAdminister(key: ApiKey, stopped: ReadonlySet<string>, nowMs: number): boolean {
  if (!key.scopes.includes('control.write') || key.status !== 'active' || !isLiveKey(key, nowMs)) return false;
  if (stopped.has(`key:${key.id}`)) return false;
  return key.owner.kind !== 'person' || !stopped.has(`person:${key.owner.personId}`);
}
