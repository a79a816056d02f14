import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { both, type Expression, TRUE } from '../../domain/policy/expression.ts';
import { type Does, PHRASES, readDoes } from '../../domain/policy/obligation-text.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';
import { type CedarFault, fromCedarExpression, isCedarFault } from './from-cedar-expression.ts';

const ANNOTATIONS = ['id', 'does', 'why', 'instead', 'ask_at'];

/** A rule as Cedar parsed it, in the house's own words; a fault where it asks for what calls are not decided by. */
export function fromCedarRule(json: PolicyJson): PolicyRule | CedarFault {
  const annotations = json.annotations ?? {};
  const unknown = Object.keys(annotations).find((name) => !ANNOTATIONS.includes(name));
  if (unknown !== undefined) {
    return fault(
      `@${unknown} is no annotation that is understood`,
      `use ${ANNOTATIONS.map((name) => `@${name}`).join(', ')}`,
    );
  }
  const { id, why = '' } = annotations;
  if (id === undefined) return fault('a rule has no name', 'write @id("what-it-is-for") before it');
  const does = readEffect(json, why);
  if (isCedarFault(does)) return fault(`rule "${id}": ${does.fault}`, does.remedy);
  if (why === '' && (does.effect !== 'allow' || does.obligations.length > 0)) {
    return fault(
      `rule "${id}" does not say why`,
      'write @why("…"): whoever is stopped or changed by it reads that sentence',
    );
  }
  const condition = conditionOf(json);
  if (isCedarFault(condition)) return fault(`rule "${id}": ${condition.fault}`, condition.remedy);
  return {
    id,
    why,
    alternative: annotations['instead'] ?? null,
    askAt: annotations['ask_at'] ?? null,
    condition,
    ...does,
  };
}

/** `forbid` refuses unless it says that it asks; `permit` lets the call go on. */
function readEffect(json: PolicyJson, why: string): Does | CedarFault {
  const text = json.annotations?.['does'];
  if (text === undefined) return { effect: json.effect === 'forbid' ? 'refuse' : 'allow', obligations: [] };
  const does = readDoes([text], why);
  if ('fault' in does) return fault(does.fault, `write one of: ${PHRASES.join(' · ')}`);
  const isHeld = does.effect !== 'allow';
  if (isHeld === (json.effect === 'forbid')) return does;
  return isHeld
    ? fault(`a permit cannot ${does.effect}`, 'write forbid')
    : fault('a forbid does not let a call go on', 'write permit, or "refuse" or "ask" in @does');
}

function conditionOf(json: PolicyJson): Expression | CedarFault {
  let condition = TRUE;
  for (const [variable, scope] of [
    ['principal', json.principal],
    ['resource', json.resource],
  ] as const) {
    const part = scopeOf(variable, scope);
    if (isCedarFault(part)) return part;
    condition = both(condition, part);
  }
  if (json.action.op !== 'All' && !isCall(json.action)) {
    return fault('it names an action', 'leave "action" as it is, or write action == Action::"call"');
  }
  for (const clause of json.conditions) {
    const body = fromCedarExpression(clause.body);
    if (isCedarFault(body)) return body;
    condition = both(condition, clause.kind === 'when' ? body : { kind: 'not', of: body });
  }
  return condition;
}

function isCall(action: PolicyJson['action']): boolean {
  return action.op === '==' && 'entity' in action && nameOf(action.entity)?.id === 'call';
}

function scopeOf(
  variable: 'principal' | 'resource',
  scope: PolicyJson['principal'] | PolicyJson['resource'],
): Expression | CedarFault {
  const of: Expression = { kind: variable };
  switch (scope.op) {
    case 'All':
      return TRUE;
    case '==': {
      const name = 'entity' in scope ? nameOf(scope.entity) : undefined;
      return name === undefined ? SLOT : { kind: 'equal', left: of, right: { kind: 'entity', ...name } };
    }
    case 'in': {
      const name = 'entity' in scope ? nameOf(scope.entity) : undefined;
      return name === undefined ? SLOT : { kind: 'in', of, within: [name] };
    }
    case 'is': {
      const is: Expression = { kind: 'is', of, type: scope.entity_type };
      if (!('in' in scope) || scope.in === undefined) return is;
      const name = 'entity' in scope.in ? nameOf(scope.in.entity) : undefined;
      return name === undefined ? SLOT : both(is, { kind: 'in', of, within: [name] });
    }
  }
}

const SLOT: CedarFault = { fault: 'it has a slot', remedy: 'write whom it is about in its place' };

function nameOf(entity: unknown): { readonly type: string; readonly id: string } | undefined {
  if (typeof entity !== 'object' || entity === null) return undefined;
  if ('__entity' in entity) return nameOf(entity.__entity);
  if (!('type' in entity) || !('id' in entity)) return undefined;
  return { type: String(entity.type), id: String(entity.id) };
}

function fault(what: string, remedy: string): CedarFault {
  return { fault: what, remedy };
}
