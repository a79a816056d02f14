import type { CallCharge, CallCharges } from '../../domain/usage/call-record.ts';

/** What stands in JSON as it is; everything else is left to `JSON.stringify`. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

export function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** As JSON has it: what is no number is null. */
export function numeral(value: number): string {
  return Number.isFinite(value) ? `${value}` : 'null';
}

/** A member that is left out where it is null. `name` is written `,"name":`. */
export function wordIn(name: string, text: string | null): string {
  return typeof text === 'string' ? name + quoted(text) : '';
}

export function numberIn(name: string, value: number | null): string {
  return typeof value === 'number' ? name + numeral(value) : '';
}

export function valueIn(name: string, value: object | boolean | null): string {
  return value === null ? '' : name + JSON.stringify(value);
}

export function wordsIn(name: string, texts: readonly string[]): string {
  if (texts.length === 0) return `${name}[]`;
  let all = '';
  for (const text of texts) all += all === '' ? quoted(text) : `,${quoted(text)}`;
  return `${name}[${all}]`;
}

export function countsIn(name: string, counts: Readonly<Record<string, number>>): string {
  for (const _ in counts) return name + JSON.stringify(counts);
  return `${name}{}`;
}

/** Accounts whose beginning is remembered: an account is charged by one call after the other. */
const ACCOUNTS_MAX = 2_000;

export type ChargesIn = (name: string, charges: CallCharges | null) => string;

export function createChargesIn(): ChargesIn {
  let said = new Map<string, { readonly periodStartMs: number; readonly text: string }>();

  function accountOf({ envelopeId, periodStartMs }: CallCharge): string {
    const known = said.get(envelopeId);
    if (known?.periodStartMs === periodStartMs) return known.text;
    const text = `{"envelopeId":${quoted(envelopeId)},"periodStartMs":${numeral(periodStartMs)},"amount":`;
    if (said.size >= ACCOUNTS_MAX) said = new Map();
    said.set(envelopeId, { periodStartMs, text });
    return text;
  }

  return (name, charges) => {
    if (charges === null) return '';
    let accounts = '';
    for (const charge of charges.accounts)
      accounts += `${accounts === '' ? '' : ','}${accountOf(charge)}${quoted(charge.amount)}}`;
    return `${name}{"epoch":${numeral(charges.epoch)},"accounts":[${accounts}]}`;
  };
}
