import { Fragment } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { BUDGET_WORDS } from '../words/budget-words.ts';
import { Named, type NamedNoun } from './names.tsx';

type Scope = AnswerOf<'readEnvelope'>['scope'];

const NAMED = { teamId: 'team', projectId: 'project', useCaseId: 'use_case', personId: 'person' } as const;
const MEMBERS = ['teamId', 'projectId', 'useCaseId', 'personId'] as const satisfies readonly (keyof typeof NAMED)[];

/** Whose calls an envelope is for, by names: "team Platform, lane production". */
export function ScopeWords({ of }: { readonly of: Scope }) {
  const parts: readonly (readonly [string, string, NamedNoun | null])[] = [
    ...MEMBERS.flatMap((member) => {
      const id = of[member];
      return id === undefined ? [] : [[BUDGET_WORDS.scopes[member], id, NAMED[member]] as const];
    }),
    ...(of.lane === undefined ? [] : [[BUDGET_WORDS.scopes.lane, of.lane, null] as const]),
    ...(of.tag === undefined ? [] : [[BUDGET_WORDS.scopes.tag(of.tag.name), of.tag.value, null] as const]),
  ];
  if (parts.length === 0) return BUDGET_WORDS.scopes.all;
  return parts.map(([kind, id, noun], position) => (
    <Fragment key={kind}>
      {position === 0 ? null : ', '}
      {kind} {noun === null ? id : <Named of={noun} id={id} />}
    </Fragment>
  ));
}
