import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aModel, anUpstream } from '../../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse } from '../../fakes/gateway-house.ts';
import { callGateway, codeOf } from './call-gateway.ts';

/** What the client sees and what is recorded, for each way in which an upstream goes wrong. */
type Expectation = {
  readonly fault: string;
  readonly json: string;
  readonly stream: string;
};

// client: status and code (`-` passes the vendor's own words), then outcome and basis of the record; `broken` is a connection that broke
// biome-ignore format: a table is read down
const TABLE: readonly Expectation[] = [
  { fault: 'sim-error-400',    json: '400 - upstream_error none',                          stream: '400 - upstream_error none' },
  { fault: 'sim-error-401',    json: '502 upstream_broken upstream_error none',            stream: '502 upstream_broken upstream_error none' },
  { fault: 'sim-error-429',    json: '429 - upstream_error none',                          stream: '429 - upstream_error none' },
  { fault: 'sim-error-500',    json: '500 - upstream_error none',                          stream: '500 - upstream_error none' },
  { fault: 'sim-hang',         json: '504 upstream_timeout upstream_timeout estimated',    stream: '504 upstream_timeout upstream_timeout estimated' },
  { fault: 'sim-stall',        json: '504 upstream_timeout upstream_timeout estimated',    stream: '200 error upstream_timeout estimated' },
  { fault: 'sim-reset',        json: '502 upstream_broken upstream_error estimated',       stream: '502 upstream_broken upstream_error estimated' },
  { fault: 'sim-html',         json: '502 upstream_broken upstream_error none',            stream: '502 upstream_broken upstream_error none' },
  { fault: 'sim-garbage',      json: '502 upstream_broken upstream_error estimated',       stream: '502 upstream_broken upstream_error estimated' },
  { fault: 'sim-redirect',     json: '502 upstream_broken upstream_error estimated',       stream: '502 upstream_broken upstream_error estimated' },
  { fault: 'sim-big-headers',  json: '502 upstream_broken upstream_error estimated',       stream: '502 upstream_broken upstream_error estimated' },
  { fault: 'sim-long-length',  json: '502 upstream_broken upstream_error measured',       stream: '200 - completed measured' },
  { fault: 'sim-cut',          json: '502 upstream_broken upstream_error estimated',       stream: '200 error upstream_error estimated' },
  { fault: 'sim-short-length', json: '502 upstream_broken upstream_error estimated',       stream: '200 - completed measured' },
  { fault: 'sim-half',         json: '502 upstream_broken upstream_error estimated',       stream: 'broken upstream_error estimated' },
  { fault: 'sim-empty',        json: '502 upstream_broken upstream_error estimated',       stream: '200 error upstream_error estimated' },
  { fault: 'sim-no-usage',     json: '200 - completed estimated',                          stream: '200 - completed estimated' },
  { fault: 'sim-repeat-usage', json: '200 - completed measured',                           stream: '200 - completed measured' },
  { fault: 'sim-bad-usage',    json: '200 - completed estimated',                          stream: '200 - completed estimated' },
  { fault: 'sim-bytes',        json: '200 - completed measured',                           stream: '200 - completed measured' },
];

const PATIENCE = { firstByteTimeoutMs: 300, idleTimeoutMs: 300, connectTimeoutMs: 300 };
let house: GatewayHouse;

before(async () => {
  const models = [
    ...TABLE.map(({ fault }) => aModel({ id: fault, targets: [{ upstreamId: 'main', upstreamModel: fault }] })),
    aModel({ id: 'nowhere', targets: [{ upstreamId: 'nowhere', upstreamModel: 'x' }] }),
    aModel({
      id: 'second-wind',
      targets: [
        { upstreamId: 'nowhere', upstreamModel: 'x' },
        { upstreamId: 'main', upstreamModel: 'small' },
      ],
    }),
    aModel({
      id: 'after-500',
      targets: [
        { upstreamId: 'main', upstreamModel: 'sim-error-500' },
        { upstreamId: 'main', upstreamModel: 'small' },
      ],
    }),
  ];
  house = await openGatewayHouse({
    models,
    upstreams: (simulated) => [
      anUpstream({ baseUrl: `${simulated}/v1`, ...PATIENCE }),
      anUpstream({ id: 'nowhere', baseUrl: 'http://127.0.0.1:9/v1', ...PATIENCE }),
    ],
  });
});
after(() => house.close());

for (const { fault, json, stream } of TABLE) {
  for (const [form, expected] of [
    ['json', json],
    ['stream', stream],
  ] as const) {
    test(`${fault} as ${form} ends in a clear answer and one record`, async () => {
      const count = house.records.length + 1;
      const answer = await callGateway(house.address, {
        path: '/v1/chat/completions',
        body: chat(fault, form === 'stream'),
      }).catch(() => null);
      const record = await house.settled(count);
      assert.equal(house.records.length, count, 'one record a call');
      // A connection that breaks may take the beginning of the answer with it.
      const isBroken = answer === null || answer.broken;
      const seen = isBroken ? 'broken' : `${answer.status} ${sawOf(answer)}`;
      assert.equal(`${seen} ${record.outcome} ${record.usageBasis}`, expected);
      if (isBroken) return;
      assert.equal(answer.headers['x-request-id'], record.callId);
      assert.doesNotMatch(answer.text, /ECONN|undici|at .*\.ts:|<html/i, 'no inside of the house in an answer');
    });
  }
}

test('an upstream that nobody reaches costs nothing', async () => {
  const count = house.records.length + 1;
  const answer = await callGateway(house.address, { path: '/v1/chat/completions', body: chat('nowhere', false) });
  const record = await house.settled(count);
  assert.deepEqual(
    [answer.status, codeOf(answer), record.outcome, record.usageBasis, record.costNanodollars],
    [502, 'upstream_unreachable', 'upstream_unreachable', 'none', '0'],
  );
});

test('a further target answers when the first cannot be reached, and the record says so', async () => {
  const count = house.records.length + 1;
  const answer = await callGateway(house.address, { path: '/v1/chat/completions', body: chat('second-wind', true) });
  const record = await house.settled(count);
  assert.deepEqual(
    [answer.status, record.attempts, record.routeReason, record.upstreamId],
    [200, 2, 'fallback', 'main'],
  );
});

test('a further target answers when the first is at fault', async () => {
  const count = house.records.length + 1;
  const answer = await callGateway(house.address, { path: '/v1/chat/completions', body: chat('after-500', false) });
  const record = await house.settled(count);
  assert.deepEqual(
    [answer.status, record.attempts, record.upstreamModel, record.usageBasis],
    [200, 2, 'small', 'measured'],
  );
});

function chat(model: string, stream: boolean) {
  return { model, stream, messages: [{ role: 'user', content: 'How long is a piece of string?' }] };
}

function sawOf(answer: Awaited<ReturnType<typeof callGateway>>): string {
  if (answer.text.includes('data: {"error"')) return 'error';
  return codeOf(answer) ?? '-';
}
