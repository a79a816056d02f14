import type { JsonObject } from '../wire/json-object.ts';
import { type AnswerForm, EFFORTS, type Effort, type NeutralToolChoice } from './neutral-request.ts';
import type { TranslationCheck } from './translation-check.ts';

/** `tool_choice` of OpenAI's dialects: a word, or an object that names a function. */
export function readOpenAiToolChoice(check: TranslationCheck, value: unknown): NeutralToolChoice | null {
  if (value === undefined || value === null) return null;
  const word =
    typeof value === 'string' ? value : check.string(check.object(value, 'tool_choice')['type'], 'tool_choice.type');
  if (!check.kind(word, 'kind of tool_choice', 'tool_choice')) return null;
  if (word === 'auto' || word === 'none' || word === 'required') return { kind: word };
  const choice = check.members(check.object(value, 'tool_choice'), 'tool_choice', 'tool_choice');
  const inner = check.objectOrNull(choice['function'], 'tool_choice.function');
  const named = inner === null ? choice : check.members(inner, 'chosen function', 'tool_choice.function');
  const name = named['name'];
  return { kind: 'named', name: check.string(name, 'tool_choice.name') };
}

/** The members of a schema that the answer must follow; `path` is where they stand. */
export function readSchema(check: TranslationCheck, schema: JsonObject, path: string): AnswerForm {
  return {
    kind: 'schema',
    name: check.stringOrNull(schema['name'], `${path}.name`),
    description: check.stringOrNull(schema['description'], `${path}.description`),
    schema: check.object(schema['schema'] ?? {}, `${path}.schema`),
    strict: check.flagOrNull(schema['strict'], `${path}.strict`),
  };
}

export function readEffort(check: TranslationCheck, value: unknown, path: string): Effort | null {
  if (value === undefined || value === null) return null;
  const effort = EFFORTS.find((known) => known === value);
  if (effort === undefined) check.expected(path, `one of ${EFFORTS.join(', ')}`);
  return effort ?? null;
}

/** Members that OpenAI's two dialects both have, under one name. */
export function handedOn(check: TranslationCheck, body: JsonObject, names: readonly string[]): JsonObject {
  const found: Record<string, unknown> = {};
  for (const name of names) {
    const value = body[name];
    if (value !== undefined && check.to !== 'anthropic-messages') found[name] = value;
  }
  return found;
}

export const HANDED_ON = ['metadata', 'prompt_cache_key', 'prompt_cache_retention', 'prompt_cache_options'] as const;
