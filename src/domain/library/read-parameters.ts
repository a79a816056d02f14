import { checkParameters, exampleOfParameters } from './check-parameters.ts';
import type { ParameterValues } from './fill-template.ts';
import type { Workflow, WorkflowParameter } from './workflow.ts';

export type ReadParameters =
  | { readonly kind: 'values'; readonly values: ParameterValues }
  /** For the caller: what is wrong with each, and how it is sent. Values are not repeated. */
  | { readonly kind: 'faults'; readonly why: string };

const MESSAGE_CHARACTERS_MAX = 100_000;
const NO_VALUES: ParameterValues = new Map();

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
  const { values, faults } =
    given === null
      ? { values: NO_VALUES, faults: ['what was sent is neither a JSON object nor a line "name: value" for each'] }
      : checkParameters(parameters, given);
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

function howToSend(parameters: readonly WorkflowParameter[]): string {
  if (parameters.length === 0) return 'It takes no parameters: send an empty JSON object, {}.';
  return `Send them as the last user message, for instance ${exampleOfParameters(parameters)}`;
}
