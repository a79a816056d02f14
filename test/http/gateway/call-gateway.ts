import { request } from 'node:http';
import { TEST_KEY } from '../../fakes/gateway-house.ts';

export type ClientAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** True when the connection broke before the answer was whole. */
  readonly broken: boolean;
};

export type ClientCall = {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One call by a client that keeps no connection and hides no header. A string or bytes go as they are. */
export function callGateway(address: string, call: ClientCall): Promise<ClientAnswer> {
  const { method = 'POST', headers = { authorization: `Bearer ${TEST_KEY}` } } = call;
  const body =
    typeof call.body === 'string' || call.body instanceof Uint8Array ? call.body : JSON.stringify(call.body ?? {});
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address + call.path,
      { method, agent: false, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        const finish = (broken: boolean): void => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(pieces).toString(),
            broken,
          });
        };
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => finish(false));
        response.on('error', () => finish(true));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(method === 'GET' || method === 'HEAD' ? undefined : body);
  });
}

/** The gateway's own code in an error of either shape. */
export function codeOf(answer: ClientAnswer): string | undefined {
  try {
    return JSON.parse(answer.text).error?.tokenward?.code;
  } catch {
    return undefined;
  }
}
