import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { bytesDigest, localTime, sha256 } from '../src/app/clock/system-clock.ts';
import { createInspector } from '../src/app/inspection/create-inspector.ts';
import { NO_SETTINGS } from '../src/app/inspection/inspection-settings.ts';
import { createProtectionDigest } from '../src/app/secrets/protection-digest.ts';
import { compilePriceBook } from '../src/domain/catalog/price-book.ts';
import { BUILT_IN_POLICY } from '../src/domain/policy/built-in-policy.ts';
import { isRefusal } from '../src/domain/policy/refusal.ts';
import type { InspectingGateway } from '../src/gateway/gateway.ts';
import { createProtectionMemory } from '../src/gateway/inspection/protection-memory.ts';
import { type InspectedCall, inspectRequest } from '../src/gateway/stages/inspect-request.ts';
import { scanMembers } from '../src/gateway/stages/scan-members.ts';
import { dialects } from '../src/providers/dialects.ts';
import { aGrant, aModel, aUseCase } from '../test/fakes/catalog-rows.ts';

/**
 * What inspecting and deciding one call costs, from its read body to a call that goes on: units, digests, texts, findings,
 * facts, the built-in policy, and redaction where something is found.
 *
 *   node bench/decision.ts
 */

const TIMES = 600;
const WARM = 300;
const dialect = dialects['anthropic-messages'];

const digestOf = createProtectionDigest('bench');
const inspector = createInspector(NO_SETTINGS, {
  nowMs: () => Date.now(),
  nowNs: () => performance.now() * 1_000_000,
  digestOf,
  onPatternDisabled: () => undefined,
});
const gateway: InspectingGateway = {
  inspector: () => inspector,
  protectionDigest: digestOf,
  bytesDigest,
  sha256,
  protectionMemory: createProtectionMemory(),
  approvalDesk: { ask: ({ approvalId }) => ({ approvalId, expiresAtMs: 0 }) },
  contentSink: null,
  localTime,
  log: () => undefined,
};

const model = aModel({
  id: 'claude',
  vendor: 'anthropic',
  faces: ['anthropic-messages'],
  targets: [],
  priceKey: 'anthropic/claude',
  clearance: { dataClassMax: 'restricted', region: null, retention: 'none' },
});
const useCase = aUseCase({ modelStack: ['claude'] });
const grant = aGrant({ employment: 'employee' });

const WORDS =
  'the letter that people read about ordinary matters says when rain comes over hills and who answers it'.split(' ');

/** Prose without findings, never the same twice. */
function prose(characters: number): string {
  const chance = randomBytes(characters);
  let text = '';
  for (let at = 0; text.length < characters; at++) {
    const byte = chance[at] ?? 0;
    text += (WORDS[byte % WORDS.length] ?? '') + (byte > 230 ? '.\n' : ' ');
  }
  return text;
}

const system = prose(8_000);
const tools = Array.from({ length: 20 }, (_, at) => ({
  name: `tool_${at}`,
  description: prose(700),
  input_schema: { type: 'object', properties: { path: { type: 'string', description: prose(60) } } },
}));

function inspectedCall(messages: readonly unknown[], withTools: boolean): InspectedCall {
  const body = { model: 'claude', max_tokens: 1000, ...(withTools ? { system, tools } : {}), messages };
  const raw = Buffer.from(JSON.stringify(body));
  const text = raw.toString('latin1');
  const members = scanMembers(text);
  const facts = dialect.readFacts(body);
  if ('duplicate' in members || 'escaped' in members || isRefusal(facts))
    throw new Error('a body of the bench is wrong');
  const nowMs = Date.now();
  return {
    call: {
      callId: 'call',
      gatewayId: 'bench',
      openedAtMs: nowMs,
      openedMonotonicMs: performance.now(),
      policyVersion: '0',
      face: 'anthropic-messages',
      traceId: '',
    },
    snapshot: {
      version: 1,
      policyVersion: '0',
      keysByDigest: new Map(),
      useCases: new Map([[useCase.id, useCase]]),
      models: new Map([[model.id, model]]),
      upstreams: new Map(),
      priceBook: compilePriceBook({ version: '1', rows: [] }),
      policies: { active: BUILT_IN_POLICY, staged: null, shadow: null },
      suspensions: new Map(),
    },
    dialect,
    query: '',
    grant,
    hints: {
      kind: 'hints',
      useCase: undefined,
      purpose: null,
      outputDestination: null,
      task: null,
      session: null,
      templateId: null,
      templateVersion: null,
      workItem: null,
      branch: null,
      clientName: null,
      dataClass: null,
    },
    request: { kind: 'read', raw, text, ascii: true, members, facts },
    binding: { kind: 'bound', useCase, source: 'key_default', model: 'claude' },
    task: {
      owner: 'person:ada@support',
      taskId: 'task',
      taskSource: 'new',
      sessionId: 'session',
      conversationHash: null,
      prefixHashes: [],
    },
    model,
    speaks: () => true,
  };
}

const say = (content: string, at = 0): unknown => ({ role: at % 2 === 0 ? 'user' : 'assistant', content });

function measure(name: string, make: () => InspectedCall): void {
  const times: number[] = [];
  for (let time = -WARM; time < TIMES; time++) {
    const call = make();
    const startMs = performance.now();
    const { outcome } = inspectRequest(gateway, call);
    if (time >= 0) times.push(performance.now() - startMs);
    if (isRefusal(outcome)) throw new Error(`${name}: ${outcome.why}`);
  }
  times.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((times[Math.floor(TIMES * share)] ?? 0) * 1000) / 1000;
  const bytes = make().request.raw.byteLength;
  console.info(
    JSON.stringify({ call: name, 'body kB': Math.round(bytes / 100) / 10, 'p50 ms': at(0.5), 'p99 ms': at(0.99) }),
  );
}

const conversation = Array.from({ length: 50 }, (_, at) => say(prose(1_500), at));
const grown = () => [...conversation, say(prose(300), 0), say(prose(300), 1), say(prose(500), 0)];

measure('a new prompt of 10 kB', () => inspectedCall([say(prose(10_000))], false));
measure('a new prompt of 10 kB beside known instructions and tools', () => inspectedCall([say(prose(10_000))], true));
measure('a conversation of 100 kB of which 1 kB is new', () => inspectedCall(grown(), true));
measure('a new prompt of 10 kB with a card that is redacted', () =>
  inspectedCall([say(`${prose(5_000)} card 4111 1111 1111 1111 ${prose(5_000)}`)], false),
);
