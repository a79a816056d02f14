import { findMappingFault } from '../domain/source/apply-mapping.ts';
import { needsMapping, type Source } from '../domain/source/source.ts';
import { ARCHIVABLE, NO_RULES, present, type RowRules } from './row-rules.ts';

export const sourceRules: RowRules<'source'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'source',
  word: 'source',
  references: ({ rules }) =>
    present(
      rules.flatMap(({ typeId, useCaseId }, at) => [
        { noun: 'outcome_type', id: typeId, pointer: `/rules/${at}/typeId` },
        { noun: 'use_case', id: useCaseId, pointer: `/rules/${at}/useCaseId` },
      ]),
    ),
  findBroken,
  // What was told of a kind's results stays told: another system is another source.
  findForbidden: ({ from, to }) =>
    from.kind === to.kind ? undefined : `"${from.id}" is of the kind ${from.kind}: connect another source.`,
};

function findBroken(source: Source): { readonly pointer: string; readonly detail: string } | undefined {
  const { kind, secrets, mapping, pagesUrl } = source;
  const empty = secrets.findIndex((reference) => reference.kind === 'none');
  if (empty >= 0)
    return {
      pointer: `/secrets/${empty}`,
      detail: 'A source needs a secret: what it sends is believed by its signature.',
    };
  if (needsMapping(kind) && mapping.length === 0)
    return { pointer: '/mapping', detail: `Of ${kind} nothing is known: write a mapping, and try it with a message.` };
  if (kind === 'zendesk' && mapping.length === 0 && pagesUrl === null)
    return { pointer: '/pagesUrl', detail: 'Say where its pages are, for instance https://acme.zendesk.com.' };
  return findMappingFault(mapping);
}
