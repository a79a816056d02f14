import type { CallCharges } from '../../domain/usage/call-record.ts';

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

export function chargesIn(name: string, charges: CallCharges | null): string {
  if (charges === null) return '';
  let accounts = '';
  for (const { envelopeId, periodStartMs, amount } of charges.accounts) {
    const account = `{"envelopeId":${quoted(envelopeId)},"periodStartMs":${numeral(periodStartMs)},"amount":${quoted(amount)}}`;
    accounts += accounts === '' ? account : `,${account}`;
  }
  return `${name}{"epoch":${numeral(charges.epoch)},"accounts":[${accounts}]}`;
}
