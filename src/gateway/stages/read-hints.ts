import { DATA_CLASSES, type DataClass } from '../../domain/detection/data-class.ts';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Exchange } from '../exchange.ts';

/** What a client says of its call in headers. Hints are recorded and can narrow; they never widen. */
export type Hints = {
  readonly kind: 'hints';
  readonly useCase: string | undefined;
  readonly purpose: string | null;
  readonly outputDestination: string | null;
  readonly task: string | null;
  readonly session: string | null;
  readonly templateId: string | null;
  readonly templateVersion: string | null;
  /** What the work is for where work is kept: they lead from its results to this call. */
  readonly workItem: string | null;
  readonly branch: string | null;
  readonly clientName: string | null;
  /** How sensitive the caller says its content is; it can raise the class and never lower it. */
  readonly dataClass: DataClass | null;
};

/** Session headers of clients that have one, besides our own: Claude Code's, then Codex's (`session-id` in 0.169, other spellings before). */
const SESSION_HEADERS = [
  'tokenward-session',
  'x-claude-code-session-id',
  'session-id',
  'session_id',
  'conversation_id',
];
const HINT_LENGTH_MAX = 200;
const PRINTABLE = /^[\x20-\x7e\u00a0-\u00ff]*$/;

export function readHints(exchange: Pick<Exchange, 'header'>): Hints | Refusal {
  const template = exchange.header('tokenward-template');
  const at = template?.lastIndexOf('@') ?? -1;
  const declared = exchange.header('tokenward-data-class');
  const hints: Hints = {
    kind: 'hints',
    useCase: exchange.header('tokenward-use-case'),
    purpose: exchange.header('tokenward-purpose') ?? null,
    outputDestination: exchange.header('tokenward-destination') ?? null,
    task: exchange.header('tokenward-task') ?? null,
    session: firstHeader(exchange),
    templateId: (at > 0 ? template?.slice(0, at) : template) ?? null,
    templateVersion: at > 0 ? (template?.slice(at + 1) ?? null) : null,
    workItem: exchange.header('tokenward-work-item') ?? null,
    branch: exchange.header('tokenward-branch') ?? null,
    clientName: clientName(exchange.header('user-agent')),
    dataClass: DATA_CLASSES.find((dataClass) => dataClass === declared) ?? null,
  };
  if (declared !== undefined && hints.dataClass === null) return classUnknown();
  return faultOf(hints) ?? hints;
}

function classUnknown(): Refusal {
  return refuse('header_invalid', `The header "tokenward-data-class" must be one of ${DATA_CLASSES.join(', ')}.`);
}

function firstHeader(exchange: Pick<Exchange, 'header'>): string | null {
  for (const name of SESSION_HEADERS) {
    const value = exchange.header(name);
    if (value !== undefined) return value;
  }
  return null;
}

/** Product and version only: `claude-cli/2.1 (external, cli)` tells no more than that. */
function clientName(agent: string | undefined): string | null {
  if (agent === undefined) return null;
  const space = agent.indexOf(
    ' ',
    agent.startsWith('OpenAI/') || agent.startsWith('Anthropic/') ? agent.indexOf(' ') + 1 : 0,
  );
  return agent.slice(0, space < 0 ? 60 : Math.min(space, 60));
}

function faultOf(hints: Hints): Refusal | undefined {
  return (
    faultIn('tokenward-use-case', hints.useCase) ??
    faultIn('tokenward-purpose', hints.purpose) ??
    faultIn('tokenward-destination', hints.outputDestination) ??
    faultIn('tokenward-task', hints.task) ??
    faultIn('tokenward-session', hints.session) ??
    faultIn('tokenward-template', hints.templateId) ??
    faultIn('tokenward-work-item', hints.workItem) ??
    faultIn('tokenward-branch', hints.branch)
  );
}

function faultIn(name: string, value: string | null | undefined): Refusal | undefined {
  if (value === undefined || value === null) return undefined;
  if (value.length > 0 && value.length <= HINT_LENGTH_MAX && PRINTABLE.test(value)) return undefined;
  return refuse('header_invalid', `The header "${name}" must have 1 to ${HINT_LENGTH_MAX} printable characters.`);
}
