import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Asked } from './routes.ts';

/** Carries out the faults that leave no answer to send; says whether it did. */
export function misbehave(response: ServerResponse, asked: Asked, fault: Fault): boolean {
  switch (fault.kind) {
    case 'error': {
      const body = asked.route.face.error(fault.status, `simulated error ${fault.status}`);
      const again = fault.status === 429 || fault.status === 503 ? { 'retry-after': '1' } : {};
      const json = { 'content-type': 'application/json', 'x-request-id': asked.id, ...again };
      response.writeHead(fault.status, json).end(JSON.stringify(body));
      return true;
    }
    case 'hang':
      return true;
    case 'reset':
      response.socket?.resetAndDestroy();
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return true;
    case 'garbage':
      response.socket?.end('220 this is not the protocol you were looking for\r\n');
      return true;
    case 'redirect':
      response.writeHead(302, { location: 'http://redirected.invalid/' }).end();
      return true;
    case 'big-headers':
      response.writeHead(200, { 'content-type': 'application/json', 'x-big': 'x'.repeat(HEADER_BYTES) }).end('{}');
      return true;
    case 'none':
    case 'stall':
    case 'cut':
    case 'long-length':
    case 'short-length':
    case 'half':
    case 'empty':
    case 'no-usage':
    case 'repeat-usage':
    case 'bad-usage':
    case 'gzip':
    case 'bytes':
    case 'slow':
    case 'long':
    case 'echo':
      return false;
  }
}

const PAGE = '<!doctype html><title>Welcome</title><p>This is a captive portal.</p>';
const HEADER_BYTES = 64 * 1024;
