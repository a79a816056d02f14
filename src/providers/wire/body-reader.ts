import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import { isObject, type JsonObject } from './json-object.ts';

/**
 * Reads the members of a request body that the gateway needs, strict about their types and blind to all others.
 * Keeps the first thing that was wrong; each read after that still answers, with something harmless.
 */
export class BodyReader {
  refusal: Refusal | null = null;
  readonly #body: JsonObject;

  constructor(body: JsonObject) {
    this.#body = body;
  }

  model(): string {
    const value = this.#body['model'];
    if (value === undefined || value === null || value === '') {
      this.#refuse(refuse('model_missing', 'The body names no model: "model" must be a string that is not empty.'));
      return '';
    }
    return this.#string('model', value) ?? '';
  }

  string(name: string): string | null {
    return this.#string(name, this.#body[name]);
  }

  /** A name that somebody gave to a session; one too long to be a name is left out. */
  session(name: string): string | null {
    const session = this.string(name);
    return session === null || session === '' || session.length > SESSION_LENGTH_MAX ? null : session;
  }

  flag(name: string): boolean {
    const value = this.#body[name];
    if (value === undefined || value === null || typeof value === 'boolean') return value === true;
    this.expected(name, { wanted: 'true or false', value });
    return false;
  }

  count(name: string): number | null {
    const value = this.#body[name];
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    this.expected(name, { wanted: 'a whole number that is not negative', value });
    return null;
  }

  list(name: string): readonly unknown[] {
    const value = this.#body[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.expected(name, { wanted: 'a list', value });
    return [];
  }

  object(name: string): JsonObject | null {
    const value = this.#body[name];
    if (value === undefined || value === null) return null;
    if (isObject(value)) return value;
    this.expected(name, { wanted: 'an object', value });
    return null;
  }

  has(name: string): boolean {
    const value = this.#body[name];
    return value !== undefined && value !== null;
  }

  /** Says where the body is wrong; never says what stood there, for that is content. */
  expected(path: string, problem: { readonly wanted: string; readonly value: unknown }): void {
    const found = kindOf(problem.value);
    this.#refuse(refuse('body_invalid', `"${path}" must be ${problem.wanted}, but it is ${found}.`));
  }

  #string(name: string, value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value;
    this.expected(name, { wanted: 'a string', value });
    return null;
  }

  #refuse(refusal: Refusal): void {
    this.refusal ??= refusal;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? 'a number' : 'a number outside that';
  return `a ${typeof value}`;
}

const SESSION_LENGTH_MAX = 256;
