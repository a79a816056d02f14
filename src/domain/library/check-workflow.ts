import { placeholdersOf } from './fill-template.ts';
import { readParameters } from './read-parameters.ts';
import type { Workflow, WorkflowParameter } from './workflow.ts';

/** What of a definition does not go together; `pointer` leads to it. */
export type WorkflowFault = { readonly pointer: string; readonly detail: string };

const RESULT = 'result';

/** The first fault of a definition, or none. Form and lengths are the wire's to check. */
export function findWorkflowFault(workflow: Workflow): WorkflowFault | undefined {
  return findParameterFault(workflow.parameters) ?? findAnswerFault(workflow) ?? findWorkFault(workflow);
}

function findParameterFault(parameters: readonly WorkflowParameter[]): WorkflowFault | undefined {
  const seen = new Set<string>([RESULT]);
  for (const [at, parameter] of parameters.entries()) {
    const pointer = `/parameters/${at}`;
    const { name, kind, choices } = parameter;
    if (seen.has(name)) {
      const why = name === RESULT ? 'is the name of what was looked up' : 'stands twice';
      return { pointer: `${pointer}/name`, detail: `The parameter "${name}" ${why}.` };
    }
    seen.add(name);
    if ((kind === 'choice') !== choices.length > 0)
      return { pointer: `${pointer}/choices`, detail: `A choice has choices, and nothing else has: "${name}".` };
    if (parameter.default === null) continue;
    const read = readParameters({ id: name, parameters: [parameter] }, '{}');
    if (read.kind === 'faults')
      return { pointer: `${pointer}/default`, detail: `The default of "${name}" is no value of it.` };
  }
  return undefined;
}

function findAnswerFault({ parameters, work, answer }: Workflow): WorkflowFault | undefined {
  const known = work.kind === 'static' ? namesOf(parameters) : [...namesOf(parameters), RESULT];
  return findUnknown(answer, { known, pointer: '/answer' });
}

function findWorkFault({ parameters, work }: Workflow): WorkflowFault | undefined {
  const known = namesOf(parameters);
  switch (work.kind) {
    case 'static':
      return undefined;
    case 'http': {
      const { url, body, method } = work;
      if (!/^https?:\/\/[^/{}\s?#@]+(\/|$)/.test(url))
        return { pointer: inWork('url'), detail: 'A URL begins with its host in full; placeholders stand behind it.' };
      if (method === 'GET' && body !== null) return { pointer: inWork('body'), detail: 'A GET has no body.' };
      const inUrl = findUnknown(url, { known, pointer: inWork('url') });
      return inUrl ?? (body === null ? undefined : findBodyFault(body, known));
    }
    case 'sql': {
      const at = work.where.findIndex(({ parameter }) => !known.includes(parameter));
      if (at >= 0) return { pointer: inWork(`where/${at}/parameter`), detail: 'There is no parameter of that name.' };
      if (work.orderBy !== null && !work.columns.includes(work.orderBy))
        return { pointer: inWork('orderBy'), detail: 'Rows are ordered by a column that is shown.' };
      return undefined;
    }
  }
}

/** A pointer to a member of the work. */
function inWork(member: string): string {
  return ['', 'work', member].join('/');
}

/** With numbers in all places it must be JSON: then a placeholder stands where a value stands, and nowhere else. */
function findBodyFault(body: string, known: readonly string[]): WorkflowFault | undefined {
  const pointer = inWork('body');
  const unknown = findUnknown(body, { known, pointer });
  if (unknown !== undefined) return unknown;
  for (const value of ['1', '""']) {
    try {
      JSON.parse(body.replaceAll(/\{\{\s*\w+\s*\}\}/g, value));
    } catch {
      const detail = 'With values in place of the placeholders it must be JSON; a placeholder stands without quotes.';
      return { pointer, detail };
    }
  }
  return undefined;
}

function findUnknown(
  template: string,
  { known, pointer }: { readonly known: readonly string[]; readonly pointer: string },
): WorkflowFault | undefined {
  const unknown = placeholdersOf(template).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const words = known.length === 0 ? 'none' : known.join(', ');
  return { pointer, detail: `There is no "${unknown}" to put in. Known here: ${words}.` };
}

function namesOf(parameters: readonly WorkflowParameter[]): readonly string[] {
  return parameters.map(({ name }) => name);
}
