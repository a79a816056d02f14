import type { Obligation, PolicyEffect } from './policy-decision.ts';

/** What a rule does, in words that people write in a matrix or in the annotation `@does` of a Cedar rule. */
export type Does = { readonly effect: PolicyEffect; readonly obligations: readonly Obligation[] };

/** Every phrase that is understood, for help and for remedies. */
export const PHRASES: readonly string[] = [
  'allow',
  'note',
  'warn',
  'redact [of <types or groups>]',
  'redact and restore [of <types or groups>]',
  'ask',
  'refuse',
  'route only to <models>',
  'log content',
  'clamp output to <tokens>',
  'require template',
  'inspect answers: note|redact|block [of <types or groups>]',
];

const TOKENS_MAX = 10_000_000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$/;

/** Reads phrases; several stand in one text with semicolons between. `warning` is what a warning says. */
export function readDoes(phrases: readonly string[], warning: string): Does | { readonly fault: string } {
  const obligations: Obligation[] = [];
  let effect: PolicyEffect = 'allow';
  for (const phrase of phrases.flatMap((text) => text.split(';'))) {
    const words = phrase.trim().replaceAll(/\s+/g, ' ');
    if (words === 'refuse') effect = 'refuse';
    else if (words === 'ask') effect = effect === 'refuse' ? 'refuse' : 'ask';
    else if (words !== 'allow' && words !== 'note' && words !== '') {
      const obligation = readObligation(words, warning);
      if (obligation === undefined) return { fault: `"${words}" is not something that a rule can do` };
      obligations.push(obligation);
    }
  }
  if (effect === 'refuse' && obligations.length > 0) {
    return { fault: 'a rule that refuses can oblige to nothing: the call does not go on' };
  }
  return { effect, obligations };
}

function readObligation(words: string, warning: string): Obligation | undefined {
  if (words === 'warn') return { kind: 'warn', sentence: warning };
  if (words === 'log content') return { kind: 'log_content' };
  if (words === 'require template') return { kind: 'require_template' };
  return readRedaction(words) ?? readInspection(words) ?? readNumberOrModels(words);
}

function readRedaction(words: string): Obligation | undefined {
  const match = /^redact( and restore)?( of .+)?$/.exec(words);
  if (match === null) return undefined;
  const of = readOf(match[2]);
  return of === undefined ? undefined : { kind: 'redact', of, restore: match[1] !== undefined };
}

function readInspection(words: string): Obligation | undefined {
  const match = /^inspect answers: ?(note|redact|block)( of .+)?$/.exec(words);
  const of = readOf(match?.[2]);
  const action = match?.[1];
  if (of === undefined || (action !== 'note' && action !== 'redact' && action !== 'block')) return undefined;
  return { kind: 'inspect_answer', action, of };
}

function readNumberOrModels(words: string): Obligation | undefined {
  const clamp = /^clamp output to (\d{1,8})$/.exec(words)?.[1];
  if (clamp !== undefined) {
    const tokensMax = Number(clamp);
    return tokensMax >= 1 && tokensMax <= TOKENS_MAX ? { kind: 'clamp_output', tokensMax } : undefined;
  }
  const models = readNames(/^route only to (.+)$/.exec(words)?.[1]);
  return models === undefined ? undefined : { kind: 'route_only', modelIds: models };
}

/** No list: whatever was found. */
function readOf(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? [] : readNames(text.replace(/^ of /, ''));
}

function readNames(text: string | undefined): readonly string[] | undefined {
  const names = text?.split(',').map((name) => name.trim());
  return names?.every((name) => NAME.test(name)) === true ? [...new Set(names)].sort() : undefined;
}

/** The phrases of a rule, in one text. Reading them gives the same again. */
export function writeDoes({ effect, obligations }: Does): string {
  const phrases = obligations.map(phraseOf);
  if (effect !== 'allow' || phrases.length === 0) phrases.unshift(effect);
  return phrases.join('; ');
}

export function phraseOf(obligation: Obligation): string {
  switch (obligation.kind) {
    case 'warn':
      return 'warn';
    case 'redact':
      return `redact${obligation.restore ? ' and restore' : ''}${ofText(obligation.of)}`;
    case 'clamp_output':
      return `clamp output to ${obligation.tokensMax}`;
    case 'log_content':
      return 'log content';
    case 'require_template':
      return 'require template';
    case 'route_only':
      return `route only to ${obligation.modelIds.join(', ')}`;
    case 'inspect_answer':
      return `inspect answers: ${obligation.action}${ofText(obligation.of)}`;
  }
}

function ofText(of: readonly string[]): string {
  return of.length === 0 ? '' : ` of ${of.join(', ')}`;
}
