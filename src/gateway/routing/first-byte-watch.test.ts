import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLatencyMemory } from '../../domain/routing/latency-memory.ts';
import type { UpstreamCaller, UpstreamFailure, UpstreamListener } from '../../ports/upstream.ts';
import { FirstByteWatch } from './first-byte-watch.ts';

const KIND = 'model\nmain\nstream';

/** A watch that knows the kind to answer within 200 ms, over an upstream that the test speaks for. */
function open(known = 60) {
  let nowMs = 0;
  const latency = createLatencyMemory({ kindsMax: 10 });
  for (let at = 0; at < known; at += 1) latency.observe(KIND, 200);
  const watch = new FirstByteWatch({ latency, monotonicMs: () => nowMs });
  const heard: string[] = [];
  const aborted: string[] = [];
  let upstream: UpstreamListener | undefined;
  const upstreams: UpstreamCaller = {
    call: (_request, listener) => {
      upstream = listener;
      return { abort: (reason) => void aborted.push(reason), pause: () => undefined, resume: () => undefined };
    },
  };
  const listener: UpstreamListener = {
    head: ({ status }) => void heard.push(`head ${status}`),
    data: () => void heard.push('data'),
    end: () => void heard.push('end'),
    fail: ({ kind, sent }: UpstreamFailure) => void heard.push(`fail ${kind} ${sent}`),
  };
  const start = (mayMove = true, granted: boolean | Promise<boolean> = true) => {
    const attempt = { kind: KIND, mayMove, mayGiveUp: async () => granted };
    const request = { path: '/', method: 'POST', headers: [], body: null } as unknown as Parameters<
      UpstreamCaller['call']
    >[0];
    return watch.over(upstreams, attempt).call(request, listener);
  };
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    watch.sweep();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const speak = (): UpstreamListener => {
    assert.ok(upstream);
    return upstream;
  };
  return { watch, heard, aborted, start, pass, speak };
}

test('an attempt whose first byte is late is given up, and nothing of it is heard any more', async () => {
  const { watch, heard, aborted, start, pass, speak } = open();
  start();
  await pass(250);
  assert.deepEqual(heard, []);
  await pass(300);
  assert.deepEqual([heard, aborted.length, watch.size], [['fail late true'], 1, 0]);
  speak().head({ status: 200, headers: [] });
  speak().fail({ kind: 'aborted', detail: '', sent: true });
  assert.deepEqual(heard, ['fail late true']);
});

test('an answer that begins in time is passed on untouched, and watched no longer', async () => {
  const { watch, heard, start, pass, speak } = open();
  start();
  await pass(100);
  speak().head({ status: 200, headers: [] });
  speak().data(new Uint8Array(1));
  await pass(60_000);
  speak().end();
  assert.deepEqual([heard, watch.size], [['head 200', 'data', 'end'], 0]);
});

test('the last target, an unknown kind and a call without room for another attempt get all the time there is', async () => {
  for (const [known, mayMove, granted] of [
    [60, false, true],
    [10, true, true],
    [60, true, false],
  ] as const) {
    const { heard, start, pass, speak } = open(known);
    start(mayMove, granted);
    await pass(60_000);
    assert.deepEqual(heard, []);
    speak().head({ status: 200, headers: [] });
    assert.deepEqual(heard, ['head 200']);
  }
});

test('a first byte that comes while room is being reserved wins', async () => {
  const { heard, aborted, start, pass, speak } = open();
  let grant: (granted: boolean) => void = () => undefined;
  start(true, new Promise<boolean>((resolve) => (grant = resolve)));
  await pass(600);
  speak().head({ status: 200, headers: [] });
  grant(true);
  await pass(0);
  assert.deepEqual([heard, aborted], [['head 200'], []]);
});

test('no more than one attempt in twenty is given up, however slow a vendor has become', async () => {
  let late = 0;
  const house = open(200);
  for (let at = 0; at < 100; at += 1) {
    const before = house.heard.length;
    const call = house.start();
    await house.pass(1_000);
    if (house.heard.length > before) late += 1;
    else call.abort('the test goes on');
  }
  assert.ok(late >= 1 && late <= 3 + 100 * 0.05, `${late} of 100`);
});
