import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { cedarRequest } from '../src/app/policy/cedar-request.ts';
import { compileRow } from '../src/domain/policy/compile-matrix.ts';
import { compilePolicy } from '../src/domain/policy/compile-policy.ts';
import type { PolicyFacts } from '../src/domain/policy/policy-facts.ts';
import type { PolicyRule } from '../src/domain/policy/policy-rule.ts';
import { writeCedarRule } from '../src/domain/policy/write-cedar.ts';

/**
 * What one decision costs: Cedar's own engine with a policy that it has parsed before, and the compiled policy, once with
 * facts that it has not seen (`--rules` all looked up again) and once with facts that it has.
 *
 *   node bench/policy.ts
 */

const CALLS = 20_000;
const GROUPS = ['credential', 'personal', 'financial', 'health', 'code'] as const;

for (const many of [50, 500]) {
  const rules = someRules(many);
  const calls = Array.from({ length: 2_000 }, (_, at) => factsOf(at));
  const row = {
    rules: many,
    'cedar µs': inCedar(rules, calls.slice(0, 400)),
    'compiled, new facts µs': compiledAnew(rules, calls),
    'compiled, known facts µs': compiledKnown(rules, calls.slice(0, 64)),
  };
  console.info(JSON.stringify(row));
}

/** Rules as an organisation has them: some for everybody, most for one use case, one in ten in a team's own words. */
function someRules(many: number): readonly PolicyRule[] {
  return Array.from({ length: many }, (_, at): PolicyRule => {
    const group = GROUPS[at % GROUPS.length] ?? 'personal';
    const rule = compileRow({
      id: `rule-${at}`,
      for:
        at % 10 === 0
          ? { tier: [3] }
          : at % 10 === 1
            ? { team: [`team-${at % 40}`] }
            : { useCase: [`use-case-${at % 60}`] },
      when: { findings: [group], ...(at % 3 === 0 ? { dataClassAtLeast: 'confidential' as const } : {}) },
      does: at % 7 === 0 ? ['refuse'] : ['redact and restore'],
      why: 'A sentence.',
      instead: null,
      askAt: null,
    });
    if ('fault' in rule) throw new Error(rule.fault);
    return rule;
  });
}

function factsOf(at: number): PolicyFacts {
  const group = GROUPS[at % GROUPS.length] ?? 'personal';
  return {
    caller: {
      kind: 'person',
      id: `person-${at}`,
      teamId: `team-${at % 40}`,
      roles: ['engineer'],
      region: 'eu',
      employment: 'employee',
    },
    key: { id: `key-${at}`, lane: 'production', projectId: null },
    useCase: {
      id: `use-case-${at % 60}`,
      category: 'coding',
      tier: at % 3 === 0 ? 3 : 1,
      allowedDataClasses: ['public', 'internal'],
    },
    template: null,
    dataClass: at % 4 === 0 ? 'confidential' : 'internal',
    baseClass: 'internal',
    findings: at % 5 === 0 ? [] : [{ type: `${group}_a`, group, dataClass: 'confidential' }],
    media: [],
    model: { id: `model-${at % 20}`, vendor: 'acme', region: 'eu', retention: 'none', dataClassMax: 'confidential' },
    time: { hour: at % 24, weekday: 1 + (at % 7) },
    exceptionIds: [],
  };
}

function inCedar(rules: readonly PolicyRule[], calls: readonly PolicyFacts[]): number {
  const staticPolicies = Object.fromEntries(rules.map((rule) => [rule.id, writeCedarRule(rule)]));
  cedar.preparsePolicySet('bench', { staticPolicies });
  const requests = calls.map((facts) => ({ ...cedarRequest(facts), preparsedPolicySetId: 'bench' }));
  for (const request of requests.slice(0, 50)) cedar.statefulIsAuthorized(request);
  const began = cpuMs();
  for (const request of requests) cedar.statefulIsAuthorized(request);
  return microseconds(cpuMs() - began, requests.length);
}

/** Every call comes with facts that are not kept: what is kept holds fewer than come in turn. */
function compiledAnew(rules: readonly PolicyRule[], calls: readonly PolicyFacts[]): number {
  let worst = 0;
  // A rule on the person makes all facts differ.
  const own: PolicyRule = {
    id: 'own',
    effect: 'allow',
    obligations: [],
    why: '',
    alternative: null,
    askAt: null,
    condition: {
      kind: 'equal',
      left: { kind: 'attribute', path: 'principal.id' },
      right: { kind: 'literal', value: 'nobody' },
    },
  };
  for (let round = 0; round < 10; round++) {
    const policy = compilePolicy({ version: '1-bench', rules: [...rules, own] });
    const began = cpuMs();
    for (const facts of calls) policy.decide(facts);
    worst = microseconds(cpuMs() - began, calls.length);
  }
  return worst;
}

function compiledKnown(rules: readonly PolicyRule[], calls: readonly PolicyFacts[]): number {
  const policy = compilePolicy({ version: '1-bench', rules });
  for (let at = 0; at < CALLS; at++) policy.decide(calls[at % calls.length] ?? factsOf(0));
  const began = cpuMs();
  for (let at = 0; at < CALLS; at++) policy.decide(calls[at % calls.length] ?? factsOf(0));
  return microseconds(cpuMs() - began, CALLS);
}

function microseconds(ms: number, many: number): number {
  return Math.round((ms * 1_000 * 100) / many) / 100;
}

/** Of this thread: other programs on the machine do not count. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
