import type { DetailedError, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { cedarSchema } from '../../domain/policy/cedar-schema.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';
import type { PolicyLanguage, ReadRules, RuleFault } from '../../ports/policy-language.ts';
import { fromCedarRule } from './from-cedar-rule.ts';

const loadCedar = () => import('@cedar-policy/cedar-wasm/nodejs');
type Cedar = Awaited<ReturnType<typeof loadCedar>>;

const TEXT_LENGTH_MAX = 1_000_000;

/** Rules in Cedar. The engine is loaded when the first text is read: it parses and checks, and decides no call. */
export function createCedarLanguage(): PolicyLanguage {
  return {
    read: async (text) => {
      if (text.trim() === '') return { kind: 'rules', rules: [], lineOf: new Map() };
      if (text.length > TEXT_LENGTH_MAX) {
        const what = `the rules are longer than ${TEXT_LENGTH_MAX} characters`;
        return { kind: 'faults', faults: [{ line: 1, what, remedy: 'put what is regular into the matrix' }] };
      }
      return readRules(await loadCedar(), text);
    },
  };
}

function readRules(cedar: Cedar, text: string): ReadRules {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure') return { kind: 'faults', faults: parseFaults(parts.errors, text) };
  const faults: RuleFault[] = parts.policy_templates.map((template) => ({
    line: lineAt(text, template),
    what: 'this rule has a slot (?principal or ?resource)',
    remedy: 'write whom it is about in its place',
  }));
  const rules: PolicyRule[] = [];
  const lineOf = new Map<string, number>();
  for (const part of parts.policies) {
    const line = lineAt(text, part);
    const read = readRule(cedar, part);
    if (Array.isArray(read)) faults.push(...read.map((fault) => ({ ...fault, line: line + fault.line })));
    else if (lineOf.has(read.id)) faults.push(twice({ id: read.id, text, part }));
    else {
      rules.push(read);
      lineOf.set(read.id, line);
    }
  }
  if (faults.length > 0) return { kind: 'faults', faults: faults.sort((one, other) => one.line - other.line) };
  return { kind: 'rules', rules, lineOf };
}

/** Lines of faults count from 0 within the rule. */
function readRule(cedar: Cedar, part: string): PolicyRule | RuleFault[] {
  const parsed = cedar.policyToJson(part);
  if (parsed.type === 'failure') return parseFaults(parsed.errors, part).map(fromZero);
  const rule = fromCedarRule(parsed.json);
  if ('fault' in rule) return [{ line: 0, what: rule.fault, remedy: rule.remedy }];
  const invalid = validationFaults(cedar, parsed.json, part);
  return invalid.length > 0 ? invalid : rule;
}

/** What does not go together with the facts: unknown names, wrong types, what may be missing and is not asked for with `has`. */
function validationFaults(cedar: Cedar, json: PolicyJson, part: string): RuleFault[] {
  const answer = cedar.validate({ schema: cedarSchema(), policies: { staticPolicies: { rule: part } } });
  if (answer.type === 'failure') return answer.errors.map((error) => faultOf(error, part)).map(fromZero);
  return answer.validationErrors.map(({ error }) => {
    const fault = fromZero(faultOf(error, part));
    const id = json.annotations?.['id'] ?? 'rule';
    return { ...fault, what: fault.what.replace('for policy `rule`, ', `rule "${id}": `) };
  });
}

function parseFaults(errors: readonly DetailedError[], text: string): RuleFault[] {
  return errors.map((error) => faultOf(error, text));
}

function faultOf(error: DetailedError, text: string): RuleFault {
  const start = error.sourceLocations?.[0]?.start ?? 0;
  return {
    line: lineOfByte(text, start),
    what: error.message.replace(/^failed to parse polic\w+ from string: /, ''),
    remedy: error.help ?? 'mend the rule here; "tokenward policy facts" lists what rules can ask for',
  };
}

function fromZero(fault: RuleFault): RuleFault {
  return { ...fault, line: fault.line - 1 };
}

/** Cedar counts bytes. */
function lineOfByte(text: string, offset: number): number {
  return Buffer.from(text).subarray(0, offset).toString().split('\n').length;
}

/** Cedar gives rules back as they stand in the text, in an order of its own. */
function lineAt(text: string, part: string): number {
  return text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length;
}

function twice(found: { readonly id: string; readonly text: string; readonly part: string }): RuleFault {
  const first = lineAt(found.text, found.part);
  const again = found.text.indexOf(found.part, found.text.indexOf(found.part) + 1);
  const line = again < 0 ? first : found.text.slice(0, again).split('\n').length;
  return { line, what: `two rules are called "${found.id}"`, remedy: 'give one of them another @id' };
}
