import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Face } from '../../domain/catalog/upstream.ts';
import type { Refusal } from '../../domain/policy/refusal.ts';
import type { Exchange, ExchangeListener } from '../../gateway/exchange.ts';
import { answerUnread } from '../server/answer-unread.ts';
import { readBody } from './read-body.ts';
import type { RefusalManner } from './refusal-manner.ts';
import { familyOf, type ShapedRefusal, shapeRefusal, shapeRefusalEvent } from './refusal-shape.ts';

/** What Node writes from its stack, with room for the head. */
const ONE_PIECE_BYTES_MAX = 12 * 1024;

function latin1Of(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
}

/** One request of Node's HTTP server as the gateway sees it. A class, since one is made for each call. */
export class NodeExchange implements Exchange {
  readonly face: Face;
  readonly query: string;
  readonly rawHeaders: readonly string[];
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #bodyBytesMax: number;
  readonly #manners: readonly RefusalManner[];
  readonly #headers: IncomingMessage['headers'];
  #listener: ExchangeListener | undefined;
  #gone = false;
  #fills = false;
  #heldBytes = 0;
  #added: readonly string[] = [];

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    call: {
      readonly face: Face;
      readonly query: string;
      readonly bodyBytesMax: number;
      readonly manners: readonly RefusalManner[];
    },
  ) {
    this.#request = request;
    this.#response = response;
    this.#bodyBytesMax = call.bodyBytesMax;
    this.#manners = call.manners;
    this.face = call.face;
    this.query = call.query;
    this.rawHeaders = request.rawHeaders;
    this.#headers = request.headers;
    response.on('close', this.#closed);
  }

  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  receive(hold: (bytes: number) => boolean): Promise<Uint8Array | Refusal> {
    const keep = (bytes: number): boolean => {
      if (!hold(bytes)) return false;
      this.#heldBytes += bytes;
      return true;
    };
    return readBody(this.#request, { bytesMax: this.#bodyBytesMax, keep });
  }

  /** Bytes of the body that were given room; whoever gave it takes it back when the call is over. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  listen(listener: ExchangeListener): void {
    this.#listener = listener;
  }

  isGone(): boolean {
    return this.#gone;
  }

  addHeaders(headers: readonly string[]): void {
    if (headers.length > 0) this.#added = [...this.#added, ...headers];
  }

  answer(status: number, headers: readonly string[], body: Uint8Array): void {
    if (this.#response.headersSent || this.#gone) return;
    this.#response.writeHead(status, [...headers, ...this.#added, 'content-length', String(body.byteLength)]);
    // With a text the head goes out in one piece, which costs less than two: every byte is one of its characters.
    if (body.byteLength > ONE_PIECE_BYTES_MAX) this.#response.end(body);
    else this.#response.end(latin1Of(body), 'latin1');
  }

  begin(status: number, headers: readonly string[]): void {
    if (!this.#response.headersSent && !this.#gone) this.#response.writeHead(status, [...headers, ...this.#added]);
  }

  write(chunk: Uint8Array): boolean {
    if (this.#gone || this.#response.write(chunk)) return true;
    if (!this.#fills) this.#response.once('drain', this.#drained);
    this.#fills = true;
    return false;
  }

  end(): void {
    if (!this.#gone) this.#response.end();
  }

  refuse(refusal: Refusal, callId: string): number {
    const client = { userAgent: this.#headers['user-agent'], manners: this.#manners };
    const shaped = shapeRefusal(familyOf(this.face), refusal, callId, client);
    if (this.#request.complete) this.answer(shaped.status, shaped.headers, Buffer.from(shaped.body));
    else this.#refuseUnread(shaped);
    return shaped.status;
  }

  /** A body that was not read to its end cannot share a connection with the next request. */
  #refuseUnread({ status, headers, body }: ShapedRefusal): void {
    if (this.#response.headersSent || this.#gone) return;
    const length = String(Buffer.byteLength(body));
    this.#response.writeHead(status, [...headers, ...this.#added, 'connection', 'close', 'content-length', length]);
    answerUnread(this.#request, this.#response, body);
  }

  refuseInStream(refusal: Refusal, callId: string): void {
    if (this.#gone) return;
    this.#response.end(shapeRefusalEvent(this.face, refusal, callId));
  }

  destroy(): void {
    this.#response.destroy();
  }

  readonly #closed = (): void => {
    this.#gone = true;
    if (!this.#response.writableFinished) this.#listener?.clientGone();
  };

  readonly #drained = (): void => {
    this.#fills = false;
    this.#listener?.clientReady();
  };
}
