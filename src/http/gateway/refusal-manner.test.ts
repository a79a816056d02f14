import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuse } from '../../domain/policy/refusal.ts';
import { REFUSAL_MANNERS, type RefusalManner } from './refusal-manner.ts';
import { shapeRefusal } from './refusal-shape.ts';

const BLOCKED = refuse('content_blocked', 'No.');

/** [client, refusal, manners of the house's own, status, OpenAI's code] */
const ROWS: readonly (readonly [string | undefined, typeof BLOCKED, readonly RefusalManner[], number, string])[] = [
  [undefined, BLOCKED, [], 403, 'content_blocked'],
  ['OpenAI/JS 7.57.0', BLOCKED, [], 403, 'content_blocked'],
  ['codex_exec/0.169.0 (Linux)', BLOCKED, [], 400, 'invalid_prompt'],
  ['Codex_cli_rs/1.0', BLOCKED, [], 400, 'invalid_prompt'],
  ['claude-cli/2.1.330 (external, cli)', BLOCKED, [], 451, 'content_blocked'],
  ['codex_exec/0.169.0', BLOCKED, [{ client: 'codex_exec', status: 403, code: null }], 403, 'content_blocked'],
  ['codex_exec/0.169.0', refuse('model_not_allowed', 'No.'), [], 400, 'invalid_prompt'],
  ['codex_exec/0.169.0', refuse('key_unknown', 'Who?'), [], 401, 'invalid_api_key'],
  ['codex_exec/0.169.0', refuse('upstream_busy', 'Full.'), [], 503, 'upstream_busy'],
];

for (const [userAgent, refusal, own, status, code] of ROWS) {
  const whom = userAgent ?? 'a client without a name';
  test(`${whom} is told of ${refusal.code} as ${status} ${code}${own.length > 0 ? ', as configured' : ''}`, () => {
    const shaped = shapeRefusal('openai', refusal, 'call-1', { userAgent, manners: [...own, ...REFUSAL_MANNERS] });
    const { error } = JSON.parse(shaped.body);
    assert.deepEqual([shaped.status, error.code, error.tokenward.code], [status, code, refusal.code]);
  });
}

test('advice is in the body for programs, and absent where no policy gave any', () => {
  const advice = {
    alternative: 'Write less.',
    askAt: 'ada',
    approval: { id: 'approval-1', expiresAtMs: 0 },
    repeatOf: 'call-0',
  };
  const { tokenward } = JSON.parse(shapeRefusal('anthropic', { ...BLOCKED, advice }, 'call-1').body).error;
  assert.deepEqual(
    [tokenward.alternative, tokenward.askAt, tokenward.approval, tokenward.repeatOf],
    ['Write less.', 'ada', { id: 'approval-1', expiresAt: '1970-01-01T00:00:00.000Z' }, 'call-0'],
  );
  assert.equal('alternative' in JSON.parse(shapeRefusal('openai', BLOCKED, 'call-1').body).error.tokenward, false);
});
