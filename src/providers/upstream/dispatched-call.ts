import type { Dispatcher, Pool } from 'undici';
import type { UpstreamCall, UpstreamFailure, UpstreamListener, UpstreamRequest } from '../../ports/upstream.ts';
import { failureOfError } from './failure-of-error.ts';
import type { UpstreamHost } from './upstream-host.ts';

/**
 * One call under way: what undici reports becomes what the port promises. It is the handler object itself, so that a
 * call costs one object and no closures. Whatever happens, its listener hears `end` or `fail` once and nothing after.
 */
export class DispatchedCall implements UpstreamCall, Dispatcher.DispatchHandler {
  readonly #host: UpstreamHost;
  readonly #request: UpstreamRequest;
  readonly #headers: string[];
  readonly #listener: UpstreamListener;
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | null = null;
  #dispatched = false;
  #sent = false;
  #over = false;
  #released = false;
  #paused = false;
  /** While `call` has not returned: a failure known already is told after it has, as all others are. */
  #early = true;

  constructor(host: UpstreamHost, request: UpstreamRequest, headers: string[], listener: UpstreamListener) {
    this.#host = host;
    this.#request = request;
    this.#headers = headers;
    this.#listener = listener;
  }

  dispatchTo(pool: Pool): void {
    this.#clearTimer();
    this.#dispatched = true;
    const { method, path, body } = this.#request;
    this.#early = true;
    pool.dispatch({ method, path: this.#host.basePath + path, headers: this.#headers, body }, this);
    this.#early = false;
  }

  waitAtMost(waitMs: number): void {
    this.#early = false;
    this.#timer = setTimeout(refuseWhenWaitedTooLong, waitMs, this);
  }

  refuseBusy(): void {
    this.#host.leave(this);
    const { id, concurrencyMax } = this.#host.row;
    this.#fail({ kind: 'busy', detail: `all ${concurrencyMax} connections to ${id} are taken`, sent: false });
  }

  abort(reason: string): void {
    if (this.#over) return;
    if (!this.#dispatched) this.#host.leave(this);
    this.#fail({ kind: 'aborted', detail: reason, sent: this.#sent });
    // Closes the socket at once; a call that has no socket yet is stopped when it would get one.
    this.#controller?.abort(new Error(reason));
  }

  pause(): void {
    this.#paused = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) {
      controller.abort(new Error('given up before it was sent'));
      return;
    }
    this.#sent = true;
    if (this.#paused) controller.pause();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200 || this.#over) return;
    const unusable = whyUnusable(status, headers['content-encoding']);
    if (unusable !== null) {
      this.#fail({ kind: 'broken', detail: unusable, sent: true });
      controller.abort(new Error(unusable));
      return;
    }
    this.#listener.head({ status, headers: flatHeaders(headers) });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (!this.#over) this.#listener.data(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    if (this.#over) return;
    this.#over = true;
    this.#listener.end();
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#release();
    this.#fail(failureOfError(error, this.#sent));
  }

  #fail(failure: UpstreamFailure): void {
    if (this.#over) return;
    this.#over = true;
    this.#clearTimer();
    if (this.#early) queueMicrotask(() => this.#listener.fail(failure));
    else this.#listener.fail(failure);
  }

  /** The connection is free again only when undici says so, also after an abort. */
  #release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#host.release();
  }

  #clearTimer(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function refuseWhenWaitedTooLong(call: DispatchedCall): void {
  call.refuseBusy();
}

/** Answers that may not be passed on, whatever they hold. */
function whyUnusable(status: number, encoding: string | string[] | undefined): string | null {
  // A redirect would take the request, and the key, to a host that nobody has cleared.
  if (status >= 300 && status < 400) return `answered ${status}; redirects are not followed`;
  // Compressed bytes cannot be metered, and identity was asked for.
  if (encoding === undefined || encoding === 'identity') return null;
  return `answered with content-encoding ${String(encoding)} though identity was asked for`;
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): string[] {
  const flat: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') flat.push(name, value);
    else if (value !== undefined) for (const one of value) flat.push(name, one);
  }
  return flat;
}
