import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { readPriceSeed } from '../../src/app/sample/price-seed.ts';
import { sampleModels } from '../../src/app/sample/sample-catalogue.ts';
import { SAMPLE_USE_CASES } from '../../src/app/sample/sample-use-cases.ts';
import { aGrant, anUpstream } from '../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';

const run = promisify(execFile);
const SAMPLE_MODELS = sampleModels(readPriceSeed());
const FOLDER = join(import.meta.dirname, '../../examples/clients');

let house: GatewayHouse;
before(async () => {
  house = await openGatewayHouse({
    models: SAMPLE_MODELS,
    useCases: SAMPLE_USE_CASES,
    grants: new Map([[TEST_KEY, aGrant({ allowedUseCaseIds: ['coding'], defaultUseCaseId: 'coding' })]]),
    upstreams: (simulated) => [
      anUpstream({ id: 'openai', baseUrl: `${simulated}/v1` }),
      anUpstream({ id: 'anthropic', kind: 'anthropic', baseUrl: simulated }),
    ],
  });
});
after(() => house.close());

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.ts'))) {
  test(`examples/clients/${file} runs as it stands and its calls are recorded`, async () => {
    const before = house.records.length;
    const { stdout } = await run(process.execPath, [join(FOLDER, file)], {
      env: { ...process.env, TOKENWARD_ADDRESS: house.address, TOKENWARD_KEY: TEST_KEY },
      timeout: 30_000,
    });
    assert.match(stdout, /This is a simulated answer/);
    const made = house.records.slice(before);
    assert.ok(made.length > 0);
    for (const record of made) assert.deepEqual([record.outcome, record.usageBasis], ['completed', 'measured']);
  });
}

/** What coding agents ask for by default or offer in their own menus, as tried (docs/clients). */
const DEFAULTS = {
  'claude-opus-5-5': 'anthropic-messages',
  'claude-sonnet-5-5': 'anthropic-messages',
  'claude-haiku-5-5': 'anthropic-messages',
  'claude-fable-5-2': 'anthropic-messages',
  'claude-haiku-4-5-20251001': 'anthropic-messages',
  'gpt-6.1-sol': 'openai-responses',
  'gpt-6-sol': 'openai-responses',
  'gpt-5.5': 'openai-responses',
} as const;

for (const [id, face] of Object.entries(DEFAULTS)) {
  test(`the sample's use case for coding covers ${id}, which coding agents offer by themselves`, () => {
    assert.ok(SAMPLE_MODELS.find((model) => model.id === id)?.faces.some((known) => known === face));
    assert.ok(SAMPLE_USE_CASES.find((useCase) => useCase.id === 'coding')?.modelStack.includes(id));
  });
}
