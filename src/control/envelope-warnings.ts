import { amountInWords } from '../domain/budget/envelope-amount.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import { capWarnings, isSameScope, nestingOf } from '../domain/budget/nest-envelopes.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { activeEnvelopes, type SeenEnvelope } from './envelope-reads.ts';

/** What is allowed and probably not meant: caps that do not fit into one another, scopes that no call can have. */
export async function warnOfEnvelope(unit: ReadUnit, seen: SeenEnvelope): Promise<readonly string[]> {
  const { row } = seen.stored;
  if (row.status === 'archived') return archivedWarnings(seen);
  const all = (await activeEnvelopes(unit)).map((stored) => stored.row);
  const { parents, children } = nestingOf(row, all);
  return [
    ...(row.ownerPersonId === null
      ? [`Nobody answers for "${row.id}": name an owner, who is told before it runs out.`]
      : []),
    ...capWarnings(row, children),
    ...parents.flatMap((parent) => capWarnings(parent, [row])),
    ...all.flatMap((other) => sameScopeWarning(row, other)),
    ...(await laneWarnings(unit, row)),
  ];
}

function sameScopeWarning(envelope: KeptEnvelope, other: KeptEnvelope): readonly string[] {
  if (other.id === envelope.id || other.unit !== envelope.unit || !isSameScope(other.scope, envelope.scope)) return [];
  return [
    `"${other.id}" has the same scope and allows ${amountInWords(other.unit, other.hardCap)} each ${other.period}: a call must fit into both.`,
  ];
}

async function laneWarnings(unit: ReadUnit, { id, scope }: KeptEnvelope): Promise<readonly string[]> {
  if (scope.useCaseId === undefined || scope.lane === undefined) return [];
  const lane = (await unit.get('use_case', scope.useCaseId))?.row.lane ?? 'both';
  if (lane === 'both' || lane === scope.lane) return [];
  return [
    `No call can fall into "${id}": the use case "${scope.useCaseId}" is for the ${lane} lane, the envelope for ${scope.lane}.`,
  ];
}

function archivedWarnings({ stored, standing }: SeenEnvelope): readonly string[] {
  const { id, unit } = stored.row;
  const warnings: string[] = [];
  if (standing.held > 0n)
    warnings.push(
      `${amountInWords(unit, standing.held)} of "${id}" is still held for calls under way; it is settled when they end, and nothing new is drawn.`,
    );
  if (standing.suspense > 0n)
    warnings.push(
      `${amountInWords(unit, standing.suspense)} of "${id}" is in suspense: resolve it by "tokenward suspense resolve".`,
    );
  return warnings;
}
