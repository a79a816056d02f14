import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';
import type { PlantedSecrets } from './planted-secrets.ts';

export type SlyUpstream = {
  readonly baseUrl: string;
  readonly seen: readonly {
    readonly headers: NodeJS.Dict<string | string[]>;
    readonly url: string;
    readonly body: string;
  }[];
};

/**
 * An upstream that tells what it should keep to itself. The prompt says what it does:
 * `answer`, `fail` (500 with words of its own), `expose` (401 that repeats the key it was called with), `page`, `cut`.
 */
export async function startSlyUpstream(secrets: PlantedSecrets): Promise<SlyUpstream> {
  const seen: { headers: NodeJS.Dict<string | string[]>; url: string; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ headers: request.headers, url: request.url ?? '', body });
      response.setHeader('set-cookie', `session=${secrets['cookie of the upstream']}`);
      response.setHeader('openai-organization', secrets['header of the upstream']);
      answer(response, { body, secrets, key: request.headers.authorization ?? '' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const HEAD = { id: 'chatcmpl-sly', object: 'chat.completion', created: 1, model: 'gpt-5.4-mini' };
export const USAGE = { prompt_tokens: 21, completion_tokens: 7, total_tokens: 28 };

function answer(
  response: ServerResponse,
  { body, secrets, key }: { readonly body: string; readonly secrets: PlantedSecrets; readonly key: string },
): void {
  const wish: string = /please (\w+)/.exec(body)?.[1] ?? 'answer';
  switch (wish) {
    case 'fail':
      return sendJson(response, 500, errorOf(secrets['error body of the upstream']));
    case 'expose':
      return sendJson(response, 401, errorOf(`Incorrect key: ${key}`));
    case 'page':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(secrets['web page of the upstream']);
    case 'cut':
      return cut(response, secrets.answer);
  }
  if (body.includes('"stream":true')) return stream(response, secrets.answer);
  const choices = [{ index: 0, message: messageOf(secrets.answer), finish_reason: 'stop' }];
  sendJson(response, 200, { ...HEAD, choices, usage: USAGE });
}

function errorOf(message: string): object {
  return { error: { message, type: 'server_error', code: null, param: null } };
}

function messageOf(content: string): object {
  return { role: 'assistant', content };
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function stream(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = { ...HEAD, object: 'chat.completion.chunk' };
  const choice = { index: 0, delta: messageOf(content), finish_reason: 'stop' };
  response.write(`data: ${JSON.stringify({ ...chunk, choices: [choice] })}\n\n`);
  response.end(`data: ${JSON.stringify({ ...chunk, choices: [], usage: USAGE })}\n\ndata: [DONE]\n\n`);
}

function cut(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: {"choices":[{"delta":{"content":"${content}`, () => response.socket?.resetAndDestroy());
}
