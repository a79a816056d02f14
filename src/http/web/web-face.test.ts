import assert from 'node:assert/strict';
import { request as ask, createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createWebFace, isForPeople, type WebFiles } from './web-face.ts';

const SCRIPT = Buffer.from('console;'.repeat(200));
const files: WebFiles = {
  page: '<html><head></head><script nonce="__NONCE__"></script><style nonce="__NONCE__"></style></html>',
  parts: [
    ['/library/mine', ['/assets/mine-1.js']],
    ['/library/$assetId', ['/assets/asset-page-1.js', '/assets/parts-1.js']],
  ],
  assets: new Map([
    [
      '/assets/main-1.js',
      { type: 'text/javascript; charset=utf-8', plain: SCRIPT, gzip: gzipSync(SCRIPT), brotli: undefined },
    ],
  ]),
  documents: new Map([
    ['/docs', '<html><script nonce="__NONCE__"></script>Documents</html>'],
    ['/docs/missing', '<html>No such document</html>'],
  ]),
};

let drawn = 0;
const nonce = (): string => {
  drawn += 1;
  return `nonce${drawn}`;
};
const built = createServer(createWebFace({ files, nonce }));
const bare = createServer(createWebFace({ files: undefined, nonce }));

before(async () => {
  for (const server of [built, bare]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(() => {
  for (const server of [built, bare]) server.close();
});

type Answer = { readonly status: number; readonly headers: NodeJS.Dict<string | string[]>; readonly body: Buffer };

function get(path: string, more: { readonly headers?: Record<string, string>; readonly method?: string } = {}) {
  return getFrom(built, { path, ...more });
}

function getFrom(
  server: typeof built,
  wish: { readonly path: string; readonly headers?: Record<string, string>; readonly method?: string },
): Promise<Answer> {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new Promise((resolve, reject) => {
    const request = ask({ host: '127.0.0.1', port, ...wish, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    request.once('error', reject).end();
  });
}

test('Every path is the page, with a nonce of its own in its policy and in its elements.', async () => {
  const first = await get('/record?range=7d');
  const second = await get('/');
  const nonceOf = ({ headers }: Answer) => /'nonce-(\w+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
  assert.equal(first.status, 200);
  assert.notEqual(nonceOf(first), nonceOf(second));
  assert.equal(first.body.toString().split(`nonce="${nonceOf(first)}"`).length, 3);
  assert.equal(first.headers['cache-control'], 'no-store');
});

test('the document names the files that its address needs beside the first ones, under its nonce', async () => {
  const named = async (path: string) =>
    [...(await get(path)).body.toString().matchAll(/modulepreload" crossorigin href="([^"]+)" nonce="nonce/g)].map(
      ([, file]) => file,
    );
  assert.deepEqual(await named('/library/code-review?range=7d'), ['/assets/asset-page-1.js', '/assets/parts-1.js']);
  assert.deepEqual(await named('/library/mine'), ['/assets/mine-1.js']);
  assert.deepEqual(await named('/library/code-review/more'), []);
  assert.deepEqual(await named('/'), []);
});

test('The policy lets nothing in that is not ours, and nobody frames the page.', async () => {
  const { headers } = await get('/');
  const policy = String(headers['content-security-policy']);
  assert.ok(policy.startsWith("default-src 'none'; script-src 'nonce-"));
  assert.ok(policy.includes("frame-ancestors 'none'"));
  assert.ok(!policy.includes('unsafe'));
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('A file is kept by browsers for ever and sent as small as they can read it.', async () => {
  const packed = await get('/assets/main-1.js', { headers: { 'accept-encoding': 'br;q=0, gzip' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.match(String(packed.headers['cache-control']), /max-age=31536000, immutable/);
  const plain = await get('/assets/main-1.js');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.ok(plain.body.equals(SCRIPT));
});

test('A file that is not there is 404 and not the page, so that a browser never runs HTML as a script.', async () => {
  const { status, headers } = await get('/assets/../package.json');
  assert.equal(status, 404);
  assert.match(String(headers['content-type']), /^text\/plain/);
});

test('Documents stand under /docs with the same policy, and one that is not there is said to be missing.', async () => {
  const document = await get('/docs/');
  assert.equal(document.status, 200);
  const nonce = /'nonce-(\w+)'/.exec(String(document.headers['content-security-policy']))?.[1];
  assert.ok(document.body.toString().includes(`nonce="${nonce}"`));
  const missing = await get('/docs/nothing');
  assert.equal(missing.status, 404);
  assert.match(missing.body.toString(), /No such document/);
  assert.equal((await get('/docs/missing')).status, 404);
});

test('HEAD has the head alone, and other methods are refused.', async () => {
  const head = await get('/', { method: 'HEAD' });
  assert.equal(head.body.length, 0);
  assert.ok(Number(head.headers['content-length']) > 0);
  assert.equal((await get('/', { method: 'POST' })).status, 405);
});

test('Where nothing was built, the answer says how it is.', async () => {
  const { status, body } = await getFrom(bare, { path: '/' });
  assert.equal(status, 503);
  assert.match(body.toString(), /npm start/);
});

test('A browser that navigates gets pages; programs get what they got before.', () => {
  const asked = (url: string, method: string, accept?: string) =>
    isForPeople({ url, method, headers: accept === undefined ? {} : { accept } });
  assert.ok(asked('/library/code-review', 'GET', 'text/html,application/xhtml+xml'));
  assert.ok(asked('/assets/a.js', 'GET', '*/*'));
  assert.ok(!asked('/', 'HEAD'));
  assert.ok(!asked('/chat/completions', 'POST', 'text/html'));
  assert.ok(!asked('/models', 'GET', 'application/json'));
});
