export const CAUSES = ['run', 'owed', 'outcome', 'adoption', 'assignment', 'breach', 'contest', 'profile'] as const;
export type CauseKind = (typeof CAUSES)[number];

/** What a posting names as its cause, taken apart; `other` for what has no words of its own. */
export type Cause = { readonly kind: CauseKind | 'other'; readonly id: string };

/** `run:…` · `event:outcome:…` · `event:profile`: the kind, and what of that kind it was. */
export function causeOf(cause: string): Cause {
  const [kind = '', ...id] = cause.replace(/^event:/, '').split(':');
  return { kind: CAUSES.find((known) => known === kind) ?? 'other', id: id.join(':') };
}
