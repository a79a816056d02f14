import type { EXPORT_ROUTES } from '../contract/exports.ts';
import type { LIST_EXPORT_ROUTES } from '../contract/list-exports.ts';
import { parseWire } from '../contract/parse-wire.ts';
import { Problem } from '../contract/problem.ts';
import { NOTHING, type Route } from '../contract/route.ts';
import { type AnswerOf, type OperationId, ROUTES } from '../contract/routes.ts';
import { addressOf, type LooseRequest, type RequestOf } from './operation-request.ts';
import { ProblemError, UnansweredError } from './problem-error.ts';
import { readLines, readPieces } from './read-lines.ts';

export type ControlClientOptions = {
  /** Where the server is, for instance `http://127.0.0.1:8787`. */
  readonly address: string;
  /** Null: for the few operations that anybody may ask for. */
  readonly key: string | null;
  /** Until the whole answer is there; for line streams, until the next line. */
  readonly timeoutMs?: number;
};

/** Operations whose answer is a page. */
export type ListId = {
  [Id in OperationId]: AnswerOf<Id> extends { readonly rows: readonly unknown[]; readonly next: string | null }
    ? Id
    : never;
}[OperationId];
export type RowOf<Id extends ListId> = AnswerOf<Id>['rows'][number];

/** Operations whose answer is one line after another: JSON, or the text of server-sent events. */
export type LinesId = 'exportAudit' | 'listRatedRows' | 'followEvents';

/** Operations whose answer is a file. */
export type FileId =
  | keyof typeof EXPORT_ROUTES
  | keyof typeof LIST_EXPORT_ROUTES
  | 'exportFocusCsv'
  | 'exportFocusParquet'
  | 'exportRecognitionForReviewsCsv'
  | 'makeEvidencePack';

export type ControlClient = {
  /** Carries one operation out. A refusal is thrown as ProblemError, a missing answer as UnansweredError. */
  readonly call: <Id extends Exclude<OperationId, LinesId | FileId>>(
    id: Id,
    request: RequestOf<Id>,
  ) => Promise<AnswerOf<Id>>;
  /** Every row of a listing, fetched a page at a time as they are read. */
  readonly rows: <Id extends ListId>(id: Id, request: RequestOf<Id>) => AsyncGenerator<RowOf<Id>>;
  /** The lines of a stream as they come, as they were sent: what is hashed must not be read and written again. */
  readonly lines: <Id extends LinesId>(id: Id, request: RequestOf<Id>) => AsyncGenerator<string>;
  /** A file, piece by piece as it comes. */
  readonly file: <Id extends FileId>(id: Id, request: RequestOf<Id>) => AsyncGenerator<Uint8Array>;
};

const TIMEOUT_MS = 30_000;

/** A client of the control API, made from the contract alone. */
export function createControlClient(options: ControlClientOptions): ControlClient {
  const call = async <Id extends OperationId>(id: Id, request: LooseRequest): Promise<AnswerOf<Id>> => {
    const response = await send(options, id, request);
    const value = await readJson(response);
    if (!isAnswerOf(id, value)) {
      throw new UnansweredError('not_tokenward', `The answer of ${id} does not have the form that its contract says.`);
    }
    return value;
  };
  return {
    call: (id, request) => call(id, request),
    rows: (id, request) => rowsOf(call, id, request),
    lines: (id, request) => linesOf(options, id, request),
    file: (id, request) => piecesOf(options, id, request),
  };
}

type Call = <Id extends OperationId>(id: Id, request: LooseRequest) => Promise<AnswerOf<Id>>;

async function* rowsOf<Id extends ListId>(call: Call, id: Id, request: LooseRequest): AsyncGenerator<RowOf<Id>> {
  let cursor: string | undefined;
  const query = typeof request.query === 'object' ? request.query : {};
  do {
    const page: AnswerOf<Id> = await call(id, { ...request, query: { ...query, cursor } });
    yield* page.rows;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function* linesOf(options: ControlClientOptions, id: LinesId, request: LooseRequest): AsyncGenerator<string> {
  const response = await send(options, id, request);
  if (response.body === null) throw new UnansweredError('cut', 'The answer has no body.');
  yield* readLines(response.body, options.timeoutMs ?? TIMEOUT_MS);
}

async function* piecesOf(options: ControlClientOptions, id: FileId, request: LooseRequest): AsyncGenerator<Uint8Array> {
  const response = await send(options, id, request);
  if (response.body === null) throw new UnansweredError('cut', 'The answer has no body.');
  yield* readPieces(response.body, options.timeoutMs ?? TIMEOUT_MS);
}

/** Sends a request and gives back its answer's head, if it is a success. */
async function send(options: ControlClientOptions, id: OperationId, request: LooseRequest): Promise<Response> {
  const route: Route = ROUTES[id];
  const url = addressOf(options.address, route.path, request);
  const hasBody = route.body !== NOTHING;
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const isStream = route.media !== 'application/json';
  const signals = [...(isStream ? [] : [timeout]), ...(request.signal === undefined ? [] : [request.signal])];
  try {
    const response = await fetch(url, {
      method: route.method,
      headers: headersOf(options.key, request, hasBody),
      signal: AbortSignal.any(signals),
      redirect: 'error',
      ...(hasBody ? { body: JSON.stringify(request.body ?? {}) } : {}),
    });
    if (response.ok) return response;
    throw new ProblemError(await readProblem(response, url));
  } catch (error) {
    throw unanswered(error, url);
  }
}

function headersOf(key: string | null, request: LooseRequest, hasBody: boolean): Record<string, string> {
  return {
    accept:
      'application/json, application/problem+json, application/x-ndjson, text/csv, application/vnd.apache.parquet, application/gzip, text/event-stream',
    ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(request.ifRevision === undefined ? {} : { 'if-match': `"${request.ifRevision}"` }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  };
}

async function readProblem(response: Response, url: URL): Promise<Problem> {
  const parsed = parseWire(Problem, await readJson(response));
  if (parsed.kind === 'parsed') return parsed.value;
  throw new UnansweredError('not_tokenward', `${url.origin} answered ${response.status}, but not as Tokenward does.`);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new UnansweredError(
        'not_tokenward',
        `${new URL(response.url).origin} answered with something that is not JSON.`,
      );
    }
    throw unanswered(error, new URL(response.url));
  }
}

/** What the network threw, as something that a person can act upon. */
function unanswered(error: unknown, url: URL): unknown {
  if (error instanceof ProblemError || error instanceof UnansweredError) return error;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new UnansweredError('timeout', `${url.origin} did not answer in time.`, { cause: error });
  }
  if (error instanceof TypeError) {
    return new UnansweredError('unreachable', `${url.origin} cannot be reached. Is the server running there?`, {
      cause: error,
    });
  }
  return error;
}

function isAnswerOf<Id extends OperationId>(id: Id, value: unknown): value is AnswerOf<Id> {
  const route: Route = ROUTES[id];
  return parseWire(route.answer, value).kind === 'parsed';
}
