import { OPERATIONS } from 'virtual:operations';
import type { LooseRequest, RequestOf } from '../../src/client/operation-request.ts';
import type { Problem } from '../../src/contract/problem.ts';
import type { AnswerOf, OperationId } from '../../src/contract/routes.ts';
import { rememberAddress } from './asked-address.ts';
import { takeBegun } from './begun-question.ts';
import { NoAnswer, RequestProblem } from './request-problem.ts';
import { tellSessionEnded } from './session-watch.ts';

const API_BASE = '/api/v1';
const TIMEOUT_MS = 30_000;
/** The cookie is worth nothing any more, or the browser has thrown it away. */
const SESSION_OVER: ReadonlySet<string> = new Set(['session_ended', 'key_missing']);
const NAMED = /\{(\w+)\}/g;

/**
 * Carries one operation out as whoever is signed in. The answer is not checked again: page and server come from one
 * build, and the server writes answers by the same contract.
 */
export async function callOperation<Id extends OperationId>(id: Id, request: RequestOf<Id>): Promise<AnswerOf<Id>> {
  const response = await send(id, request);
  const value: unknown = await response.json().catch(() => undefined);
  if (!isAnswer<Id>(value)) throw new NoAnswer('The answer is not JSON.');
  rememberAddress(value, addressOf(id, request));
  return value;
}

/** A value by which one write is named, so that sending it twice does it once. */
export function newWriteName(): string {
  return crypto.randomUUID();
}

/** Where an operation is, for links that download its answer. */
export function addressOf(id: OperationId, request: Pick<LooseRequest, 'params' | 'query'>): string {
  const path = OPERATIONS[id]?.[1] ?? '';
  const params = membersOf(request.params);
  const filled = path.replaceAll(NAMED, (_braces, name: string) => encodeURIComponent(params.get(name) ?? ''));
  const query = new URLSearchParams([...membersOf(request.query)]).toString();
  return `${API_BASE}${filled}${query === '' ? '' : `?${query}`}`;
}

/** What is sent while a page is left arrives too, where it is no longer than browsers carry then. */
const KEPT_ALIVE_UNITS = 16_000;

function bodyOf({ body = {} }: LooseRequest): Pick<RequestInit, 'body' | 'keepalive'> {
  const text = JSON.stringify(body);
  return { body: text, keepalive: text.length <= KEPT_ALIVE_UNITS };
}

async function send(id: OperationId, request: LooseRequest): Promise<Response> {
  const [method = 'GET', , hasBody = 0] = OPERATIONS[id] ?? [];
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const address = addressOf(id, request);
  const begun = method === 'GET' ? takeBegun(address) : undefined;
  const asking =
    begun ??
    fetch(address, {
      method,
      headers: headersOf(request, hasBody === 1),
      credentials: 'same-origin',
      redirect: 'error',
      signal,
      ...(hasBody === 1 ? bodyOf(request) : {}),
    });
  const response = await asking.catch((error: unknown) => {
    if (request.signal?.aborted === true) throw error;
    throw new NoAnswer('Tokenward did not answer.', { cause: error });
  });
  if (response.ok) return response;
  throw await refusalOf(response);
}

function headersOf(request: LooseRequest, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(request.ifRevision === undefined ? {} : { 'if-match': `"${request.ifRevision}"` }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  };
}

async function refusalOf(response: Response): Promise<Error> {
  const value: unknown = await response.json().catch(() => undefined);
  if (!isProblem(value)) return new NoAnswer(`The answer was ${response.status}, without words.`);
  if (SESSION_OVER.has(value.code)) tellSessionEnded();
  return new RequestProblem(value);
}

function membersOf(value: unknown): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return members;
  for (const [name, member] of Object.entries(value)) if (member !== undefined) members.set(name, String(member));
  return members;
}

function isAnswer<Id extends OperationId>(value: unknown): value is AnswerOf<Id> {
  return value !== undefined;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'remedy' in value && 'title' in value;
}
