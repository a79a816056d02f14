import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { z } from 'zod';
import { DATA_CLASSES } from '../../domain/detection/data-class.ts';
import type { Dictionary } from '../../domain/detection/dictionary.ts';
import { type AddedEntry, createDictionaryBuilder } from '../../domain/detection/dictionary-builder.ts';
import type { HashKey } from '../../domain/detection/keyed-hash.ts';
import { findPatternFault, type OrganisationPattern } from '../../domain/detection/organisation-pattern.ts';
import { findRequiredLiteral } from '../../domain/detection/required-literal.ts';
import { type InspectionSettings, NO_SETTINGS } from './inspection-settings.ts';
import { compileLinearPattern } from './re2-engine.ts';

const ENTRIES_MAX = 10_000_000;
const REACH_USUAL = 64;

const Id = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/, 'lower case letters, digits and underscores');
const Of = { id: Id, word: z.string().min(3).max(80), dataClass: z.enum(DATA_CLASSES).default('confidential') };

/** What a person writes for `tokenward inspect --settings`. Paths are as seen from the file. */
const SettingsFile = z.strictObject({
  dictionaries: z.array(z.strictObject({ ...Of, file: z.string().min(1) })).default([]),
  patterns: z
    .array(
      z.strictObject({
        ...Of,
        pattern: z.string(),
        literal: z.string().optional(),
        before: z.int().optional(),
        after: z.int().optional(),
        confidence: z.int().min(50).max(100).default(85),
      }),
    )
    .default([]),
  allow: z
    .array(
      z.strictObject({
        kind: z.enum(['literal', 'prefix', 'domain']),
        type: z.string(),
        value: z.string().min(3),
        reason: z.string().min(3),
        expires: z.iso.date().optional(),
      }),
    )
    .default([]),
  disable: z.array(z.string()).default([]),
  plug: z.array(z.string()).default([]),
});

export type ReadSettings =
  | { readonly kind: 'settings'; readonly settings: InspectionSettings; readonly notes: readonly string[] }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

/** Reads dictionaries, patterns and allowed values from a YAML or JSON file; entries stream in and are kept as hashes. */
export async function readInspectionSettings(file: string): Promise<ReadSettings> {
  const faults: string[] = [];
  const read = parseSettings(await readFile(file, 'utf8'), faults);
  if (read === null) return { kind: 'faults', lines: faults };
  const patterns = read.patterns.map(({ pattern: source, literal, before, after, ...of }): OrganisationPattern => {
    const reach = { before: before ?? REACH_USUAL, after: after ?? REACH_USUAL };
    return { ...of, version: 1, source, literal: literal ?? findRequiredLiteral(source) ?? '', reach };
  });
  for (const pattern of patterns) {
    const fault = findPatternFault(pattern, compileLinearPattern);
    if (fault !== null) faults.push(`pattern ${pattern.id}: ${fault}`);
  }
  const dictionaryKey: HashKey = { first: randomInt(2 ** 32), second: randomInt(2 ** 32) };
  const dictionaries: Dictionary[] = [];
  const notes: string[] = [];
  for (const { file: entries, ...of } of read.dictionaries) {
    const path = resolve(dirname(file), entries);
    const built = await buildDictionary(path, { of: { ...of, version: 1 }, key: dictionaryKey }).catch(readingFault);
    if (typeof built === 'string') faults.push(`dictionary ${of.id}: ${entries} cannot be read (${built})`);
    else {
      dictionaries.push(built.dictionary);
      if (built.note !== null) notes.push(`dictionary ${of.id}: ${built.note}`);
    }
  }
  if (faults.length > 0) return { kind: 'faults', lines: faults };
  const allowList = read.allow.map(({ kind, type, value, reason, expires }, at) => ({
    id: `allow-${at + 1}`,
    match: { kind, type, value },
    reason,
    expiresAtMs: expires === undefined ? null : Date.parse(expires),
  }));
  const { disable: disabledDetectorIds, plug: pluggedDetectorIds } = read;
  const lists = { disabledDetectorIds, pluggedDetectorIds };
  return {
    kind: 'settings',
    settings: { ...NO_SETTINGS, ...lists, dictionaries, dictionaryKey, patterns, allowList },
    notes,
  };
}

function parseSettings(text: string, faults: string[]): z.infer<typeof SettingsFile> | null {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    faults.push(`not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    return null;
  }
  const parsed = SettingsFile.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  faults.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`));
  return null;
}

/** One entry a line. */
async function buildDictionary(
  file: string,
  { of, key }: { readonly of: Omit<Dictionary, 'entries' | 'slots' | 'beginnings'>; readonly key: HashKey },
) {
  const builder = createDictionaryBuilder({ key, entriesMax: ENTRIES_MAX });
  const many: Record<AddedEntry, number> = { added: 0, known: 0, too_short: 0, too_long: 0, too_many: 0 };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') many[builder.add(line)]++;
  }
  const left = many.too_short + many.too_long + many.too_many;
  const note =
    left === 0
      ? null
      : `${left} entries were left out (${many.too_short} too short, ${many.too_long} too long, ${many.too_many} too many)`;
  return { dictionary: builder.finish(of), note };
}

function readingFault(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
