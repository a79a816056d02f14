import type { SourceFact } from '../../domain/source/source-fact.ts';
import { momentAt, textAt } from './wire-values.ts';

const COMMITS_MAX = 100;

/** Of a push: commits on the main branch, whose name stands at `mainPlace`, that git itself wrote as reverts. */
export function readReverts(payload: unknown, mainPlace: string): readonly SourceFact[] {
  const main = textAt(payload, mainPlace);
  if (main === undefined || textAt(payload, '/ref') !== `refs/heads/${main}`) return [];
  return Array.from({ length: COMMITS_MAX }, (_none, at) => `/commits/${at}`).flatMap((commit) => {
    const reverted = /^This reverts commit ([0-9a-f]{40})\b/m.exec(textAt(payload, `${commit}/message`) ?? '')?.[1];
    const atMs = momentAt(payload, `${commit}/timestamp`);
    if (reverted === undefined || atMs === undefined) return [];
    const url = textAt(payload, `${commit}/url`) ?? 'a commit on the main branch';
    return [{ kind: 'undone' as const, subject: `commit:${reverted}`, atMs, reason: `It was reverted by ${url}.` }];
  });
}
