import Pool from 'undici/lib/dispatcher/pool.js';
import type { Upstream } from '../../domain/catalog/upstream.ts';
import type { DispatchedCall } from './dispatched-call.ts';

/** Response headers of more bytes than this are refused. */
const HEADER_BYTES_MAX = 32 * 1024;
/** Shorter than what the common servers allow (uvicorn closes at 5 s), so that no request meets a closing socket. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MS_MAX = 60_000;
/** Calls that may wait for a free connection, and how long: enough for a short crowd, too little for a queue to form. */
const WAITING_MAX = 64;
const WAIT_MS_MAX = 100;

/** One upstream row at work: its connections, and how many of them are taken. */
export class UpstreamHost {
  readonly row: Upstream;
  readonly basePath: string;
  readonly #pool: Pool;
  #running = 0;
  readonly #waiting: Set<DispatchedCall> = new Set();

  constructor(row: Upstream) {
    const base = new URL(row.baseUrl);
    this.row = row;
    this.basePath = base.pathname === '/' ? '' : base.pathname.replace(/\/$/, '');
    this.#pool = new Pool(base.origin, {
      connections: row.concurrencyMax,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: row.connectTimeoutMs, keepAlive: true },
      headersTimeout: row.firstByteTimeoutMs,
      bodyTimeout: row.idleTimeoutMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
    });
  }

  /** Sends the call now, or when a connection is free within a short while, or says that the host is busy. */
  admit(call: DispatchedCall): void {
    if (this.#running < this.row.concurrencyMax) {
      this.#running += 1;
      call.dispatchTo(this.#pool);
      return;
    }
    if (this.#waiting.size >= WAITING_MAX) {
      call.refuseBusy();
      return;
    }
    this.#waiting.add(call);
    call.waitAtMost(WAIT_MS_MAX);
  }

  /** A call that waited is gone; it held no connection. */
  leave(call: DispatchedCall): void {
    this.#waiting.delete(call);
  }

  /** A call has ended; its place goes to the one that waited longest. */
  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(next);
    next.dispatchTo(this.#pool);
  }

  /** Lets running calls end, takes no new ones. */
  async drain(): Promise<void> {
    for (const call of this.#waiting) call.refuseBusy();
    this.#waiting.clear();
    await this.#pool.close();
  }

  async destroy(): Promise<void> {
    await this.#pool.destroy();
  }
}
