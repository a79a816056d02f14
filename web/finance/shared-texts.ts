import type { AnswerOf, BodyOf } from '../../src/contract/routes.ts';
import { decimalOf, nanodollarsOf } from './nanodollars-of.ts';
import { VENDORS } from './vendor.ts';

export type SharedCost = AnswerOf<'listSharedCosts'>['rows'][number];
type Body = BodyOf<'putSharedCost'>;

/** A shared cost as its form has it. */
export type SharedTexts = {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly source: Body['source']['kind'];
  readonly amount: string;
  readonly useCase: string;
  readonly vendor: string;
  readonly rule: Body['rule']['kind'];
  readonly teams: string;
  readonly shares: string;
  readonly reason: string;
};

const ID_MAX = 64;
const SHARE = /^(\S+)\s+(\d{1,3}(?:[.,]\d{1,2})?)\s*%?$/;

/** What the form begins with. */
export function textsOf(cost: SharedCost | undefined, month: string): SharedTexts {
  const nothing = { amount: '', useCase: '', vendor: VENDORS[0] ?? '', teams: '', shares: '' };
  if (cost === undefined) {
    return { name: '', from: month, until: '', source: 'amount', rule: 'proportional', reason: '', ...nothing };
  }
  const { name, fromMonth, untilMonth, source, rule, reason } = cost;
  return {
    ...{ ...nothing, name, reason, from: fromMonth, until: untilMonth ?? '', source: source.kind, rule: rule.kind },
    ...(source.kind === 'amount' ? { amount: decimalOf(source.nanodollars) } : {}),
    ...(source.kind === 'use_case' ? { useCase: source.useCaseId } : {}),
    ...(source.kind === 'residual' ? { vendor: source.vendor } : {}),
    ...(rule.kind === 'even' ? { teams: rule.teamIds.join(', ') } : {}),
    ...(rule.kind === 'fixed' ? { shares: rule.shares.map(shareText).join(', ') } : {}),
  };
}

/** What is sent; a new one has an id from its name. */
export function bodyOf(texts: SharedTexts, known: SharedCost | undefined): Body {
  const { name, from, until, reason } = texts;
  return {
    id: known?.id ?? idOf(name),
    ...{ name: name.trim(), reason: reason.trim(), fromMonth: from, untilMonth: until === '' ? null : until },
    source: sourceOf(texts),
    rule: ruleOf(texts),
  };
}

/** The named shares; undefined where a part of the text is none, or they do not make all. */
export function sharesOf(
  text: string,
): readonly { readonly teamId: string; readonly basisPoints: number }[] | undefined {
  const shares = text
    .split(/[,;\n](?!\d)/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => SHARE.exec(part))
    .map(
      (found) =>
        found && { teamId: found[1] ?? '', basisPoints: Math.round(Number(found[2]?.replace(',', '.')) * 100) },
    );
  const named = shares.filter((share) => share !== null);
  const sum = named.reduce((all, { basisPoints }) => all + basisPoints, 0);
  return named.length === shares.length && sum === 10_000 ? named : undefined;
}

function sourceOf({ source, amount, useCase, vendor }: SharedTexts): Body['source'] {
  if (source === 'amount') return { kind: 'amount', nanodollars: nanodollarsOf(amount) ?? '' };
  if (source === 'use_case') return { kind: 'use_case', useCaseId: useCase.trim() };
  return { kind: 'residual', vendor: VENDORS.find((name) => name === vendor) ?? 'openai' };
}

function ruleOf({ rule, teams, shares }: SharedTexts): Body['rule'] {
  if (rule === 'proportional') return { kind: 'proportional' };
  if (rule === 'fixed') return { kind: 'fixed', shares: [...(sharesOf(shares) ?? [])] };
  return { kind: 'even', teamIds: teams.split(/[\s,;]+/).filter((id) => id !== '') };
}

function idOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-');
  const id = plain.slice(0, ID_MAX).replaceAll(/^-+|-+$/g, '');
  return id === '' ? `shared-${Date.now().toString(36)}` : id;
}

function shareText({ teamId, basisPoints }: { readonly teamId: string; readonly basisPoints: number }): string {
  return `${teamId} ${basisPoints / 100}`;
}
