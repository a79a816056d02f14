import type { ParameterValue, ParameterValues } from './fill-template.ts';
import type { WorkflowParameter } from './workflow.ts';

export type CheckedParameters = {
  readonly values: ParameterValues;
  /** A clause for each parameter that is missing, wrong or not known. Values are not repeated. */
  readonly faults: readonly string[];
};

const TEXT_CHARACTERS_MAX = 2_000;

/** What was given, as values of the parameters' kinds; what was not given has its default. */
export function checkParameters(
  parameters: readonly WorkflowParameter[],
  given: ReadonlyMap<string, unknown>,
): CheckedParameters {
  const faults: string[] = [];
  const values = new Map<string, ParameterValue>();
  for (const parameter of parameters) {
    const value = given.get(parameter.name) ?? parameter.default;
    const read = value === null ? `"${parameter.name}" is missing` : readValue(parameter, value);
    if (typeof read === 'string') faults.push(read);
    else values.set(parameter.name, read.value);
  }
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...given.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) faults.push(`${unknown.slice(0, 5).map(quoted).join(', ')} is not known here`);
  return { values, faults };
}

/** Parameters as JSON that would be taken, for sentences that say how they are sent. */
export function exampleOfParameters(parameters: readonly WorkflowParameter[]): string {
  return JSON.stringify(Object.fromEntries(parameters.map((parameter) => [parameter.name, exampleOf(parameter)])));
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
