import { isDeepStrictEqual } from 'node:util';
import type { TranslatableFace } from '../../domain/catalog/translatable-faces.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { isObject, type JsonObject } from '../wire/json-object.ts';
import type { TableRow } from './translation-table.ts';
import { findRow } from './translation-tables.ts';

/**
 * Goes along with one translation of a request: looks up every member in the table, keeps the first reason to refuse, and
 * what was left out. A class, since readers and writers all tell it. Paths are those of the caller's body.
 */
export class TranslationCheck {
  refusal: Refusal | null = null;
  readonly #from: TranslatableFace;
  readonly #to: TranslatableFace;
  readonly #dropped = new Set<string>();

  constructor(from: TranslatableFace, to: TranslatableFace) {
    this.#from = from;
    this.#to = to;
  }

  get to(): TranslatableFace {
    return this.#to;
  }

  /** Names of members that were left out, without the places in lists; sorted. */
  dropped(): readonly string[] {
    return [...this.#dropped].sort();
  }

  /** The members that are translated; all others were refused, or left out and noted. Null says nothing, as for both vendors. */
  members(value: JsonObject, scope: string, path: string): JsonObject {
    const translated: Record<string, unknown> = {};
    for (const [member, said] of Object.entries(value)) {
      if (said === null || said === undefined) continue;
      if (this.#isTranslated(findRow(this.#from, scope, member), { path: joined(path, member), value: said }))
        translated[member] = said;
    }
    return translated;
  }

  /** Whether this kind of thing is translated; else it was refused, or left out and noted. */
  kind(kind: string, scope: string, path: string): boolean {
    return this.#isTranslated(findRow(this.#from, scope, kind), { path, value: kind, kind });
  }

  #isTranslated(
    row: TableRow | undefined,
    at: { readonly path: string; readonly value: unknown; readonly kind?: string },
  ): boolean {
    const treatment = row?.to[this.#to];
    const what = at.kind === undefined ? at.path : `${at.path}, which is of the kind ${at.kind.slice(0, 80)}`;
    if (treatment === undefined) {
      this.refuse(what, 'the translation does not know it, and leaves nothing out in silence');
      return false;
    }
    if (row?.harmless.some((harmless) => isDeepStrictEqual(harmless, at.value)) === true) return false;
    if (treatment.kind === 'becomes') return true;
    if (treatment.kind === 'drop') this.drop(at.kind === undefined ? at.path : `${at.path} (${at.kind})`);
    else this.refuse(what, treatment.why);
    return false;
  }

  drop(path: string): void {
    this.#dropped.add(path.replaceAll(/\[\d+\]/g, '[]'));
  }

  /** `path` names members alone, never what stood there. */
  refuse(path: string, why: string): void {
    const name = path.length > PATH_CHARACTERS_MAX ? `${path.slice(0, PATH_CHARACTERS_MAX)}…` : path;
    this.refusal ??= refuse(
      'not_translatable',
      `"${name}" cannot be told to a model that speaks ${NAMES[this.#to]}: ${why}. Change it, or use a model that speaks ${NAMES[this.#from]}.`,
      ['translation.table'],
    );
  }

  // Typed reading: what is not of its type is refused, as the vendor's own API would.

  expected(path: string, wanted: string): void {
    this.refusal ??= refuse('body_invalid', `"${path}" must be ${wanted}.`);
  }

  string(value: unknown, path: string): string {
    if (typeof value === 'string') return value;
    this.expected(path, 'a string');
    return '';
  }

  stringOrNull(value: unknown, path: string): string | null {
    return value === undefined || value === null ? null : this.string(value, path);
  }

  numberOrNull(value: unknown, path: string): number | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'number') return value;
    this.expected(path, 'a number');
    return null;
  }

  flagOrNull(value: unknown, path: string): boolean | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value;
    this.expected(path, 'true or false');
    return null;
  }

  object(value: unknown, path: string): JsonObject {
    if (isObject(value)) return value;
    this.expected(path, 'an object');
    return {};
  }

  objectOrNull(value: unknown, path: string): JsonObject | null {
    return value === undefined || value === null ? null : this.object(value, path);
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.expected(path, 'a list');
    return [];
  }
}

function joined(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

const PATH_CHARACTERS_MAX = 160;
const NAMES: { readonly [F in TranslatableFace]: string } = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'the Responses API',
  'anthropic-messages': 'the Messages API',
};
