import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';

export type Version = AnswerOf<'readLibraryVersion'>;
export type Parameter = Version['parameters'][number];
export type DataClass = Version['dataClassMax'];
type Definition = NonNullable<RequestOf<'draftLibraryVersion'>['body']>;

/** What somebody is writing, before it is a version. */
export type Written = {
  readonly text: string;
  /** What is said of parameters by name; those that no longer stand in the text are kept for the case that they come back. */
  readonly about: Readonly<Record<string, Parameter>>;
  /** Values of the example, by parameter. */
  readonly values: Readonly<Record<string, string>>;
  readonly place: Version['place'];
  readonly dataClassMax: DataClass;
  readonly expectedOutputTokens: number | null;
  readonly changeNotes: string;
};

export const DATA_CLASSES: readonly DataClass[] = ['public', 'internal', 'confidential', 'restricted'];

const PLACEHOLDER = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;
const TEXT_MAX = 20_000;

export function beginWriting(text: string): Written {
  return {
    ...{ text, about: {}, values: {}, place: 'user', dataClassMax: 'internal' },
    ...{ expectedOutputTokens: null, changeNotes: '' },
  };
}

export function writeOn(version: Version): Written {
  const { text, place, dataClassMax, expectedOutputTokens, examples, parameters } = version;
  const about = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter]));
  const changeNotes = version.state === 'draft' ? version.changeNotes : '';
  return { text, about, values: examples[0]?.parameters ?? {}, place, dataClassMax, expectedOutputTokens, changeNotes };
}

/** Names between braces, each once, in the order in which they stand. */
export function parametersOf({ text, about }: Pick<Written, 'text' | 'about'>): readonly Parameter[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
  return names.map((name) => about[name] ?? newParameter(name));
}

function newParameter(name: string): Parameter {
  return { name, kind: 'text', description: '', default: null, choices: [], min: null, max: TEXT_MAX };
}

/** Puts a parameter where a part of the text stands; the part becomes the example's value. */
export function makeParameter(written: Written, part: { readonly start: number; readonly end: number }): Written {
  const { text, values } = written;
  const value = text.slice(part.start, part.end);
  if (value.trim() === '') return written;
  const name = freeName(written, nameFor(value));
  return {
    ...written,
    text: `${text.slice(0, part.start)}{{${name}}}${text.slice(part.end)}`,
    values: { ...values, [name]: value },
  };
}

function nameFor(value: string): string {
  const words = value.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.length === 0 || value.length > 40 ? 'text' : words.slice(0, 2).join('_');
}

function freeName(written: Written, wanted: string): string {
  const taken = new Set(parametersOf(written).map(({ name }) => name));
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.has(name)) return name;
    name = `${wanted}_${number}`;
  }
}

/** The text with values in the place of names; what has none stays as it stands. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (braces, name: string) => {
    const value = values[name] ?? '';
    return value === '' ? braces : value;
  });
}

/** As it goes to the server; what the page does not show of a version stays as it was. */
export function definitionOf(written: Written, before?: Version): Definition {
  const { text, values, place, dataClassMax, expectedOutputTokens, changeNotes } = written;
  const parameters = [...parametersOf(written)];
  const given = Object.fromEntries(parameters.map(({ name }) => [name, values[name] ?? '']));
  const isWhole = parameters.length > 0 && Object.values(given).every((value) => value !== '');
  const example = { title: 'Example', parameters: given, answer: before?.examples[0]?.answer ?? '' };
  return {
    ...{ text, parameters, place, dataClassMax, expectedOutputTokens, changeNotes: changeNotes.trim() },
    examples: isWhole ? [example, ...(before?.examples.slice(1) ?? [])] : [],
    link: before?.link ?? null,
    recommendedModel: before?.recommendedModel ?? null,
    expectedCostNanodollars: before?.expectedCostNanodollars ?? null,
  };
}

/** A short name for addresses, made of a name. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
}
