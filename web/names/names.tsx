import { createContext, type ReactNode, useContext } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';

type Names = NonNullable<AnswerOf<'listCalls'>['names']>;
export type NamedNoun = keyof Names;

const NamesContext = createContext<Names>({});

export type NamesOfProps = {
  /** Answers, of which some may carry names. */
  readonly answers: readonly unknown[];
  readonly children: ReactNode;
};

/** Below it ids have the names that came with these answers, beside those that were known above. */
export function NamesOf({ answers, children }: NamesOfProps) {
  const above = useContext(NamesContext);
  const came = answers.flatMap((answer) => (hasNames(answer) ? [answer.names] : []));
  if (came.length === 0) return children;
  const known: Names = { ...above };
  for (const names of came) for (const noun of nounsOf(names)) known[noun] = { ...known[noun], ...names[noun] };
  return <NamesContext value={known}>{children}</NamesContext>;
}

/** What an id is called here; undefined where nobody said. */
export function useNames(): (noun: NamedNoun, id: string) => string | undefined {
  const names = useContext(NamesContext);
  return (noun, id) => names[noun]?.[id];
}

export type NamedProps = { readonly of: NamedNoun; readonly id: string | null | undefined };

/** Something by its name, its id being the hint; what has no name stands by its id, and nothing where there is none. */
export function Named({ of, id }: NamedProps) {
  const name = useNames()(of, id ?? '');
  if (id === null || id === undefined) return null;
  return name === undefined || name === id ? <bdi>{id}</bdi> : <bdi title={id}>{name}</bdi>;
}

/** Whoever called: a person, or a program under the name of its account. */
export function Caller({
  of: { personId, serviceAccountId },
}: {
  readonly of: { readonly personId: string | null; readonly serviceAccountId: string | null };
}) {
  return personId === null ? <Named of="service_account" id={serviceAccountId} /> : <Named of="person" id={personId} />;
}

/** An owner as it is written on the wire: `person:sam`. */
export function Owner({ of }: { readonly of: string }) {
  const [kind = '', ...rest] = of.split(':');
  const id = rest.join(':');
  if (kind === 'person' || kind === 'service_account') return <Named of={kind} id={id} />;
  return <bdi>{id === '' ? of : id}</bdi>;
}

function hasNames(answer: unknown): answer is { readonly names: Names } {
  return typeof answer === 'object' && answer !== null && 'names' in answer && typeof answer.names === 'object';
}

function nounsOf(names: Names): readonly NamedNoun[] {
  return NOUNS.filter((noun) => names[noun] !== undefined);
}

const NOUNS = ['person', 'service_account', 'team', 'project', 'use_case', 'envelope'] as const;
