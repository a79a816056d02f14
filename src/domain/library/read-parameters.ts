import type { ParameterValue, ParameterValues } from './fill-template.ts';
import type { Workflow, WorkflowParameter } from './workflow.ts';

export type ReadParameters =
  | { readonly kind: 'values'; readonly values: ParameterValues }
  /** For the caller: what is wrong with each, and how it is sent. Values are not repeated. */
  | { readonly kind: 'faults'; readonly why: string };

const TEXT_CHARACTERS_MAX = 2_000;
const MESSAGE_CHARACTERS_MAX = 100_000;

/**
 * The parameters of a call, from what its last user message says:
 *
 *   {"order": "A-17", "year": 2026}      a JSON object
 *   order: A-17                          or a line for each
 *   A-17                                 or the value itself, where one parameter is all that must be given
 */
export function readParameters(
  { id, parameters }: Pick<Workflow, 'id' | 'parameters'>,
  message: string,
): ReadParameters {
  const given = readMessage(parameters, message);
  const faults: string[] = [];
  const values = new Map<string, ParameterValue>();
  if (given === null) faults.push('what was sent is neither a JSON object nor a line "name: value" for each');
  for (const parameter of given === null ? [] : parameters) {
    const value = given?.get(parameter.name) ?? parameter.default;
    const read = value === null ? `"${parameter.name}" is missing` : readValue(parameter, value);
    if (typeof read === 'string') faults.push(read);
    else values.set(parameter.name, read.value);
  }
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...(given?.keys() ?? [])].filter((name) => !known.has(name));
  if (unknown.length > 0) faults.push(`${unknown.slice(0, 5).map(quoted).join(', ')} is not known here`);
  if (faults.length === 0) return { kind: 'values', values };
  return { kind: 'faults', why: `The workflow "${id}": ${faults.join('; ')}. ${howToSend(parameters)}` };
}

/** Null: nothing can be made of it. */
function readMessage(parameters: readonly WorkflowParameter[], message: string): ReadonlyMap<string, unknown> | null {
  const text = message.trim();
  if (text === '') return new Map();
  if (text.length > MESSAGE_CHARACTERS_MAX) return null;
  const object = parseObject(text);
  if (object !== null) return new Map(Object.entries(object));
  const lines = readLines(text);
  const known = new Set(parameters.map(({ name }) => name));
  if (lines !== null && [...lines.keys()].some((name) => known.has(name))) return lines;
  const needed = parameters.filter((parameter) => parameter.default === null);
  const [only] = needed;
  if (needed.length === 1 && only !== undefined) return new Map([[only.name, text]]);
  return lines;
}

function parseObject(text: string): object | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function readLines(text: string): ReadonlyMap<string, unknown> | null {
  const values = new Map<string, unknown>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*[:=]\s*(.*?)\s*$/.exec(line);
    if (match === null) return null;
    values.set(match[1] ?? '', match[2] ?? '');
  }
  return values;
}

type Read = { readonly value: ParameterValue } | string;

function readValue(parameter: WorkflowParameter, given: unknown): Read {
  switch (parameter.kind) {
    case 'text':
      return readText(parameter, given);
    case 'integer':
    case 'number':
      return readNumber(parameter, given);
    case 'boolean':
      if (given === true || given === 'true' || given === 'yes') return { value: true };
      if (given === false || given === 'false' || given === 'no') return { value: false };
      return `"${parameter.name}" must be true or false`;
    case 'date':
      return isDate(given) ? { value: given } : `"${parameter.name}" must be a day such as 2026-11-22`;
    case 'choice':
      if (typeof given === 'string' && parameter.choices.includes(given)) return { value: given };
      return `"${parameter.name}" must be one of ${parameter.choices.map(quoted).join(', ')}`;
  }
}

const CONTROL = /[^\P{Cc}\t\n\r]/u;

function readText({ name, min, max }: WorkflowParameter, given: unknown): Read {
  if (typeof given !== 'string' && typeof given !== 'number') return `"${name}" must be a text`;
  const value = String(given);
  const [least, most] = [min ?? 0, max ?? TEXT_CHARACTERS_MAX];
  if (value.length < least || value.length > most) return `"${name}" must have ${least} to ${most} characters`;
  return CONTROL.test(value) ? `"${name}" must not hold control characters` : { value };
}

function readNumber({ name, kind, min, max }: WorkflowParameter, given: unknown): Read {
  const value = typeof given === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `"${name}" must be a number`;
  if (kind === 'integer' && !Number.isSafeInteger(value)) return `"${name}" must be a whole number`;
  if (min !== null && value < min) return `"${name}" must be at least ${min}`;
  return max !== null && value > max ? `"${name}" must be at most ${max}` : { value };
}

function isDate(given: unknown): given is string {
  if (typeof given !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return false;
  const at = new Date(`${given}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(given);
}

function howToSend(parameters: readonly WorkflowParameter[]): string {
  if (parameters.length === 0) return 'It takes no parameters: send an empty JSON object, {}.';
  const example = Object.fromEntries(parameters.map((parameter) => [parameter.name, exampleOf(parameter)]));
  return `Send them as the last user message, for instance ${JSON.stringify(example)}`;
}

function exampleOf(parameter: WorkflowParameter): ParameterValue {
  switch (parameter.kind) {
    case 'text':
      return parameter.default ?? '…';
    case 'integer':
    case 'number':
      return Number(parameter.default ?? parameter.min ?? 1);
    case 'boolean':
      return parameter.default !== 'false';
    case 'date':
      return parameter.default ?? '2026-11-22';
    case 'choice':
      return parameter.default ?? parameter.choices[0] ?? '…';
  }
}

function quoted(text: string): string {
  return `"${text.slice(0, 60)}"`;
}
