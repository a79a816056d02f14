import type { Source } from './source-tones.ts';

/** A JSON object that somebody pasted; undefined where it is none. */
export function readJsonObject(text: string): Record<string, unknown> | undefined {
  const value = parse(text);
  return isObject(value) ? value : undefined;
}

/** A JSON list that somebody pasted; undefined where it is none. */
export function readJsonList(text: string): unknown[] | undefined {
  const value = parse(text);
  return Array.isArray(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rules that somebody wrote as JSON; undefined where it is no list of them. What they hold the server checks. */
export function readRules(text: string): Source['rules'] | undefined {
  const list = readJsonList(text);
  return list?.every(isRule) === true ? list : undefined;
}

function isRule(value: unknown): value is Source['rules'][number] {
  return isObject(value) && typeof value['what'] === 'string' && typeof value['typeId'] === 'string';
}
