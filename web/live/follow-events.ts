import type { LiveMessage, LiveStatus } from './live-store.ts';

export type Follower = {
  readonly hear: (message: LiveMessage) => void;
  readonly say: (status: LiveStatus) => void;
};

/** What tabs of one browser say to one another. */
type Told =
  | { readonly kind: 'message'; readonly message: LiveMessage }
  | { readonly kind: 'status'; readonly status: LiveStatus }
  | { readonly kind: 'who' };

const NAME = 'tokenward-live';
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;
/** Nobody has touched the page for so long: it does not listen, and does not keep a session alive by asking. */
const IDLE_MS = 10 * 60_000;
const IDLE_CHECKED_EVERY_MS = 30_000;

/**
 * Listens while the tab can be seen and somebody is there. One tab of a browser has the connection and tells the others;
 * when it is closed or hidden, another takes over. Gives back how to stop.
 */
export function followEvents({ hear, say }: Follower): () => void {
  const channel = new BroadcastChannel(NAME);
  let stop: AbortController | undefined;
  let touchedAtMs = Date.now();
  let last: LiveStatus = 'starting';

  const tell = (told: Told): void => channel.postMessage(told);
  const status = (now: LiveStatus): void => {
    last = now;
    say(now);
    tell({ kind: 'status', status: now });
  };
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.kind === 'message') hear(data.message);
    else if (data.kind === 'status') say(data.status);
    else if (stop !== undefined && last !== 'starting') tell({ kind: 'status', status: last });
  };

  const begin = (): void => {
    if (stop !== undefined || document.hidden) return;
    const asked = new AbortController();
    stop = asked;
    tell({ kind: 'who' });
    const connection = {
      status,
      hear: (message: LiveMessage) => {
        hear(message);
        tell({ kind: 'message', message });
      },
    };
    navigator.locks
      .request(NAME, { signal: asked.signal }, () => keepListening(connection, asked.signal))
      .catch(() => undefined);
  };
  const end = (): void => {
    stop?.abort();
    stop = undefined;
  };
  const look = (): void => (document.hidden ? end() : touch());
  const touch = (): void => {
    touchedAtMs = Date.now();
    begin();
  };
  const idle = setInterval(() => {
    if (stop === undefined || Date.now() - touchedAtMs < IDLE_MS) return;
    end();
    say('paused');
  }, IDLE_CHECKED_EVERY_MS);

  document.addEventListener('visibilitychange', look);
  for (const name of TOUCHES) addEventListener(name, touch, { passive: true });
  begin();
  return () => {
    clearInterval(idle);
    document.removeEventListener('visibilitychange', look);
    for (const name of TOUCHES) removeEventListener(name, touch);
    end();
    channel.close();
  };
}

const TOUCHES = ['pointerdown', 'keydown'] as const;

type Connection = {
  readonly hear: (message: LiveMessage) => void;
  readonly status: (status: LiveStatus) => void;
};

/** Connects again and again, ever more slowly, until it is told to stop; knows how far it has heard. */
async function keepListening({ hear, status }: Connection, stop: AbortSignal): Promise<void> {
  let place: number | undefined;
  let retryMs = FIRST_RETRY_MS;
  while (!stop.aborted) {
    await listenOnce(place, stop, (message) => {
      if ('place' in message) place = message.place;
      retryMs = message.kind === 'ended' && message.why === 'crowded' ? LAST_RETRY_MS : FIRST_RETRY_MS;
      if (message.kind === 'ready') status('live');
      hear(message);
    });
    if (stop.aborted) return;
    status('away');
    await pause(retryMs * (0.75 + Math.random() / 2), stop);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }
}

/** One connection, until either side ends it. */
function listenOnce(after: number | undefined, stop: AbortSignal, take: (message: LiveMessage) => void): Promise<void> {
  return new Promise((done) => {
    const source = new EventSource(`/api/v1/events${after === undefined ? '' : `?after=${after}`}`);
    const end = (): void => {
      source.close();
      stop.removeEventListener('abort', end);
      done();
    };
    stop.addEventListener('abort', end);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const message: LiveMessage = JSON.parse(data);
      take(message);
      if (message.kind === 'ended') end();
    };
    source.onerror = end;
  });
}

function pause(waitMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, waitMs);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}
