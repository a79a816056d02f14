import type { Policy } from './policy-document.ts';
import { contentInWords, factsInWords, whoseInWords } from './row-in-words.ts';

/** One part that two documents say differently; null where one does not have it. */
export type Difference = {
  readonly name: string;
  readonly kind: 'row' | 'rules' | 'case' | 'approvals';
  readonly before: string | null;
  readonly after: string | null;
};

/** What a document says otherwise than the one before, part by part: rows and cases by their names, in their order. */
export function diffPolicies({ before, after }: { readonly before: Policy; readonly after: Policy }): Difference[] {
  const rows = diffNamed({ before: rowTexts(before), after: rowTexts(after), kind: 'row' });
  const cases = diffNamed({ before: caseTexts(before), after: caseTexts(after), kind: 'case' });
  const approvals: Difference = {
    name: 'approvalsNeeded',
    kind: 'approvals',
    before: String(before.approvalsNeeded),
    after: String(after.approvalsNeeded),
  };
  const rules: Difference = { name: 'rules', kind: 'rules', before: before.rules.trim(), after: after.rules.trim() };
  return [...rows, ...[rules, approvals].filter((part) => part.before !== part.after), ...cases];
}

type Named = {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly kind: 'row' | 'case';
};

function diffNamed({ before, after, kind }: Named): readonly Difference[] {
  const names = new Set([...after.keys(), ...before.keys()]);
  return [...names]
    .map((name) => ({ name, kind, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((part) => part.before !== part.after);
}

function rowTexts({ matrix }: Policy): ReadonlyMap<string, string> {
  return new Map(
    matrix.map((row) => {
      const said = [row.why, row.instead ?? null, row.askAt ?? null].filter((text) => text !== null).join(' / ');
      return [row.id, `${whoseInWords(row)} | ${contentInWords(row)} → ${row.does.join('; ')} (${said})`];
    }),
  );
}

function caseTexts({ cases }: Policy): ReadonlyMap<string, string> {
  return new Map(
    cases.map((one) => {
      const { effect, does = [], rules = [] } = one.expect;
      return [one.name, `${factsInWords(one)} → ${[effect, ...does, ...rules].join('; ')}`];
    }),
  );
}
