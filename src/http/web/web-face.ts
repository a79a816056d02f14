import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A file of the web application as it is kept ready: its bytes, and those of its compressed copies. */
export type WebFile = {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | undefined;
  readonly brotli: Buffer | undefined;
};

export type PageParts = readonly [path: string, files: readonly string[]];

/** The built application. */
export type WebFiles = {
  /** The one page, with `__NONCE__` where the nonce stands. */
  readonly page: string;
  /** By path as routes are written, `/library/$assetId`: the files that this page needs beside those that `page` names. */
  readonly parts: readonly PageParts[];
  /** By path, `/assets/…`; their names hold a hash of what is in them. */
  readonly assets: ReadonlyMap<string, WebFile>;
  /** The documentation: whole pages by path, `/docs/budgets`, with `__NONCE__` too. */
  readonly documents: ReadonlyMap<string, string>;
};

export type WebDependencies = {
  /** Undefined: it was not built. */
  readonly files: WebFiles | undefined;
  /** A new value that nobody can guess, for each page. */
  readonly nonce: () => string;
};

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const NONCE_MARK = '__NONCE__';
const NOT_BUILT = 'The web application is not built here. Start with "npm start", which builds it.\n';

/** The pages for people: one document for every path, and the files that it names. */
export function createWebFace({
  files,
  nonce,
}: WebDependencies): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const exchange = { request, response };
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answerText(exchange, { status: 405, text: 'GET or HEAD\n' });
    const path = pathOf(request.url ?? '/');
    if (files === undefined) return answerText(exchange, { status: 503, text: NOT_BUILT });
    if (path.startsWith('/assets/')) return answerAsset(exchange, files.assets.get(path));
    if (isDocument(path)) return answerDocument(exchange, { documents: files.documents, path, nonce: nonce() });
    return answerPage(exchange, { status: 200, page: withParts(files, path), nonce: nonce() });
  };
}

/** The one page, with what this path shows named in it: it comes together with what draws it. */
function withParts({ page, parts }: WebFiles, path: string): string {
  const [, names = []] = parts.find(([route]) => isAt(route, path)) ?? [];
  const links = names.map((name) => `<link rel="modulepreload" crossorigin href="${name}" nonce="${NONCE_MARK}">`);
  return page.replace('</head>', () => `${links.join('')}</head>`);
}

function isAt(route: string, path: string): boolean {
  const [wanted, given] = [route.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part === given[at] || part.startsWith('$'));
}

const DOCUMENTS = '/docs';
const MISSING_DOCUMENT = '/docs/missing';

function isDocument(path: string): boolean {
  return path === DOCUMENTS || path.startsWith(`${DOCUMENTS}/`);
}

/** Whether somebody who sent this looks for a page: a browser that navigates, or a file that a page names. */
export function isForPeople(request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>): boolean {
  if ((request.url ?? '/').startsWith('/assets/')) return true;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return (request.headers.accept ?? '').includes('text/html');
}

/** What stands before the query. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** Nobody but our own files, with this answer's nonce, may run or be framed here. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const SECURITY_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Anybody may read the documentation: it holds nothing of the organisation. */
function answerDocument(
  exchange: Exchange,
  asked: { readonly documents: ReadonlyMap<string, string>; readonly path: string; readonly nonce: string },
): void {
  const { documents, nonce } = asked;
  const path = asked.path.replace(/\/$/, '');
  const page = path === MISSING_DOCUMENT ? undefined : documents.get(path);
  if (page !== undefined) return answerPage(exchange, { status: 200, page, nonce });
  const missing = documents.get(MISSING_DOCUMENT);
  if (missing === undefined) return answerText(exchange, { status: 404, text: 'There is no such page.\n' });
  answerPage(exchange, { status: 404, page: missing, nonce });
}

function answerPage(
  exchange: Exchange,
  { status, page, nonce }: { readonly status: number; readonly page: string; readonly nonce: string },
): void {
  const body = Buffer.from(page.replaceAll(NONCE_MARK, nonce));
  send(exchange, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-security-policy': contentSecurityPolicy(nonce),
      'content-type': 'text/html; charset=utf-8',
      // A new start may name other files: the page is asked for each time, the files never again.
      'cache-control': 'no-store',
    },
    body,
  });
}

function answerAsset(exchange: Exchange, file: WebFile | undefined): void {
  if (file === undefined) return answerText(exchange, { status: 404, text: 'There is no such file.\n' });
  const { encoding, body } = chooseEncoding(file, String(exchange.request.headers['accept-encoding'] ?? ''));
  send(exchange, {
    status: 200,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    body,
  });
}

function chooseEncoding(
  file: WebFile,
  header: string,
): { readonly encoding: string | undefined; readonly body: Buffer } {
  if (file.brotli !== undefined && accepts({ header, coding: 'br' })) return { encoding: 'br', body: file.brotli };
  if (file.gzip !== undefined && accepts({ header, coding: 'gzip' })) return { encoding: 'gzip', body: file.gzip };
  return { encoding: undefined, body: file.plain };
}

/** `br;q=0` is a no. */
function accepts({ header, coding }: { readonly header: string; readonly coding: string }): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

function answerText(exchange: Exchange, { status, text }: { readonly status: number; readonly text: string }): void {
  send(exchange, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(text),
  });
}

function send(
  { request, response }: Exchange,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer },
): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}
