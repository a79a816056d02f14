import type { ReasoningAsked } from '../../domain/routing/request-shape.ts';
import type { SpannedBody } from '../../ports/dialect.ts';
import { type JsonObject, parseObject } from '../wire/json-object.ts';

/** Beyond this a member of settings is not read: it is taken to ask for everything. */
const SETTING_CHARACTERS_MAX = 20_000;

/** The JSON of an outermost member, as it stands; undefined where there is none. */
export function memberText(body: SpannedBody, name: string): string | undefined {
  for (const member of body.members) if (member.name === name) return body.text.slice(member.start, member.end);
  return undefined;
}

/** An outermost member that is an object; null where it is missing, something else, or too long to be a setting. */
export function memberObject(body: SpannedBody, name: string): JsonObject | null {
  const text = memberText(body, name);
  return text === undefined || text.length > SETTING_CHARACTERS_MAX ? null : parseObject(text);
}

const EFFORTS: Readonly<Record<string, ReasoningAsked>> = {
  none: 'none',
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

/** A vendor's word for effort; one that nobody knows asks for much. */
export function effortOf(word: unknown): ReasoningAsked {
  if (typeof word !== 'string') return 'none';
  return Object.hasOwn(EFFORTS, word) ? (EFFORTS[word] ?? 'high') : 'high';
}

/** Types of tools in a body, each once: what is not the caller's own the vendor runs. Read by pattern, since tools are long. */
export function toolTypes(tools: string): ReadonlySet<string> {
  return new Set([...tools.matchAll(/"type"\s*:\s*"([a-z_0-9]+)"/g)].flatMap(([, type]) => type ?? []));
}
