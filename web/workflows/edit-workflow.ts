import type { RequestOf } from '../../src/client/operation-request.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { priceOf } from '../finance/nanodollars-of.ts';
import { CLASSES } from '../use-cases/use-case-states.ts';
import { WORKFLOW_FORM_WORDS, WORKFLOW_WORDS } from '../words/workflow-words.ts';
import type { Workflow } from './workflows-page.tsx';

export type Parameter = Workflow['parameters'][number];
export type Work = Workflow['work'];
export type ParameterTexts = Readonly<
  Record<'name' | 'kind' | 'description' | 'otherwise' | 'choices' | 'min' | 'max', string>
>;

/** A workflow as its form holds it; members of a kind of work that was not chosen stay, and are not sent. */
export type WorkflowTexts = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly useCaseId: string;
  readonly parameters: readonly ParameterTexts[];
  readonly kind: string;
  readonly answer: string;
  readonly dataClassMax: string;
  readonly baseline: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly pick: string;
  readonly secretHeader: string;
  readonly secretKind: string;
  readonly secretPlace: string;
  readonly view: string;
  readonly columns: string;
  readonly where: string;
  readonly orderBy: string;
  readonly rowsMax: string;
  readonly format: string;
  readonly timeout: string;
};

export type WorkflowFields = NonNullable<RequestOf<'changeWorkflow'>['body']>;

export const KINDS = namesOf(WORKFLOW_WORDS.kinds);
export const PARAMETER_KINDS = namesOf(WORKFLOW_WORDS.kindsOf);
export const FORMATS = namesOf(WORKFLOW_WORDS.formats);
export const SECRET_KINDS = namesOf(WORKFLOW_FORM_WORDS.secretKinds);
export const METHODS = ['GET', 'POST'] as const;
const NANODOLLARS = 1e9;

export const NEW_PARAMETER: ParameterTexts = {
  ...{ name: '', kind: 'text', description: '', otherwise: '', choices: '', min: '', max: '' },
};

export function textsOf(workflow: Workflow | undefined): WorkflowTexts {
  const work = workflow?.work;
  const http = work?.kind === 'http' ? work : undefined;
  const sql = work?.kind === 'sql' ? work : undefined;
  const reference = http?.secret?.reference;
  const baseline = workflow?.baselineNanodollars ?? null;
  return {
    id: workflow?.id ?? '',
    name: workflow?.name ?? '',
    description: workflow?.description ?? '',
    useCaseId: workflow?.useCaseId ?? '',
    parameters: (workflow?.parameters ?? []).map(parameterTexts),
    kind: work?.kind ?? 'static',
    answer: workflow?.answer ?? '',
    dataClassMax: workflow?.dataClassMax ?? 'internal',
    baseline: baseline === null ? '' : dollarsText(Number(baseline) / NANODOLLARS),
    method: http?.method ?? 'GET',
    url: http?.url ?? '',
    body: http?.body ?? '',
    pick: http?.pick ?? '',
    secretHeader: http?.secret?.header ?? '',
    secretKind: reference?.kind ?? 'environment',
    secretPlace: reference === undefined ? '' : placeOf(reference),
    view: sql?.view ?? '',
    columns: (sql?.columns ?? []).join(', '),
    where: (sql?.where ?? []).map(({ column, parameter }) => `${column} ${parameter}`).join('\n'),
    orderBy: sql?.orderBy ?? '',
    rowsMax: String(sql?.rowsMax ?? 100),
    format: sql?.format ?? 'table',
    timeout: String(http?.timeoutMs ?? sql?.timeoutMs ?? 5_000),
  };
}

type Reference = NonNullable<Extract<Work, { readonly kind: 'http' }>['secret']>['reference'];

/** Where the server finds a secret. */
export function placeOf(reference: Reference): string {
  if (reference.kind === 'environment') return reference.variable;
  return reference.kind === 'file' ? reference.path : '';
}

function parameterTexts(parameter: Parameter): ParameterTexts {
  return {
    name: parameter.name,
    kind: parameter.kind,
    description: parameter.description,
    otherwise: parameter.default ?? '',
    choices: parameter.choices.join(', '),
    min: String(parameter.min ?? ''),
    max: String(parameter.max ?? ''),
  };
}

/** What the texts say, once nothing is wrong with them. */
export function fieldsOf(texts: WorkflowTexts) {
  return {
    name: texts.name.trim(),
    description: texts.description.trim(),
    useCaseId: texts.useCaseId,
    parameters: texts.parameters.map(parameterOf),
    work: workOf(texts),
    answer: texts.answer,
    dataClassMax: CLASSES.find((name) => name === texts.dataClassMax) ?? 'internal',
    baselineNanodollars: priceOf(texts.baseline) ?? null,
  } satisfies WorkflowFields;
}

function parameterOf(texts: ParameterTexts): Parameter {
  return {
    name: texts.name.trim(),
    kind: PARAMETER_KINDS.find((kind) => kind === texts.kind) ?? 'text',
    description: texts.description.trim(),
    default: texts.otherwise === '' ? null : texts.otherwise,
    choices: texts.kind === 'choice' ? parts(texts.choices) : [],
    min: numberOrNull(texts.min),
    max: numberOrNull(texts.max),
  };
}

function workOf(texts: WorkflowTexts): Work {
  const timeoutMs = Number(texts.timeout);
  if (texts.kind === 'http')
    return {
      kind: 'http',
      method: texts.method === 'POST' ? 'POST' : 'GET',
      url: texts.url.trim(),
      body: texts.method === 'POST' && texts.body !== '' ? texts.body : null,
      secret: secretOf(texts),
      pick: texts.pick.trim() === '' ? null : texts.pick.trim(),
      timeoutMs,
      bytesMax: BYTES_MAX,
    };
  if (texts.kind === 'sql')
    return {
      kind: 'sql',
      view: texts.view.trim(),
      columns: parts(texts.columns),
      where: whereOf(texts.where) ?? [],
      orderBy: texts.orderBy.trim() === '' ? null : texts.orderBy.trim(),
      rowsMax: Number(texts.rowsMax),
      format: FORMATS.find((format) => format === texts.format) ?? 'table',
      timeoutMs,
    };
  return { kind: 'static' };
}

/** As the server takes it where nothing is said. */
const BYTES_MAX = 65_536;

function secretOf({ secretHeader, secretKind, secretPlace }: WorkflowTexts) {
  const [header, place] = [secretHeader.trim(), secretPlace.trim()];
  if (header === '' || place === '') return null;
  return secretKind === 'file'
    ? { header, reference: { kind: 'file' as const, path: place } }
    : { header, reference: { kind: 'environment' as const, variable: place } };
}

/** Undefined where a line is no column and parameter. */
export function whereOf(text: string): { column: string; parameter: string }[] | undefined {
  const pairs = [];
  for (const line of text.split('\n')) {
    const [column = '', parameter, ...rest] = line.trim().split(/\s+/);
    if (column === '' && parameter === undefined) continue;
    if (parameter === undefined || rest.length > 0) return undefined;
    pairs.push({ column, parameter });
  }
  return pairs;
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}

/** Without the exponent in which small numbers are written otherwise. */
function dollarsText(amount: number): string {
  return amount.toFixed(9).replace(/\.?0+$/, '');
}
