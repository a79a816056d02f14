import fc from 'fast-check';
import { DATA_CLASSES } from '../../domain/detection/data-class.ts';
import type { Expression } from '../../domain/policy/expression.ts';
import { FACT_ATTRIBUTES } from '../../domain/policy/fact-attributes.ts';
import type { Obligation } from '../../domain/policy/policy-decision.ts';
import type { PolicyFacts } from '../../domain/policy/policy-facts.ts';
import type { PolicyRule } from '../../domain/policy/policy-rule.ts';

/** Few values, so that rules often hold. */
const WORD = fc.constantFrom('a', 'b', 'eu', 'support', 'manager', 'drafting', 'confidential', 'card', 'personal');
const NUMBER = fc.integer({ min: 0, max: 4 });
const CLASS = fc.constantFrom(...DATA_CLASSES);

export const anyFacts: fc.Arbitrary<PolicyFacts> = fc.record({
  caller: fc.record({
    kind: fc.constantFrom('person', 'service_account'),
    id: WORD,
    teamId: WORD,
    roles: fc.uniqueArray(WORD, { maxLength: 3 }),
    region: fc.option(WORD),
    employment: fc.option(fc.constantFrom('employee', 'contractor', 'partner')),
  }),
  key: fc.record({ id: WORD, lane: fc.constantFrom('exploration', 'production'), projectId: fc.option(WORD) }),
  useCase: fc.record({
    id: WORD,
    category: WORD,
    tier: fc.constantFrom(1, 2, 3),
    allowedDataClasses: fc.uniqueArray(CLASS, { maxLength: 4 }),
  }),
  template: fc.option(fc.record({ id: WORD, approved: fc.boolean() })),
  dataClass: CLASS,
  baseClass: CLASS,
  findings: fc.uniqueArray(
    fc.record({ type: WORD, group: fc.constantFrom('personal', 'credential', 'code'), dataClass: CLASS }),
    { maxLength: 3, selector: ({ type }) => type },
  ),
  media: fc.uniqueArray(fc.constantFrom('image', 'audio', 'file'), { maxLength: 2 }),
  model: fc.record({
    id: WORD,
    vendor: WORD,
    region: fc.option(WORD),
    retention: fc.constantFrom('none', 'limited', 'unlimited', 'unknown'),
    dataClassMax: CLASS,
  }),
  time: fc.record({ hour: NUMBER, weekday: NUMBER }),
  exceptionIds: fc.uniqueArray(WORD, { maxLength: 2 }),
});

function attributesOf(type: (typeof FACT_ATTRIBUTES)[number]['type']): fc.Arbitrary<Expression> {
  const paths = FACT_ATTRIBUTES.filter((row) => row.type === type).map(({ path }) => path);
  return fc.constantFrom(...paths).map((path): Expression => ({ kind: 'attribute', path }));
}

const literal = (values: fc.Arbitrary<string | number | boolean>): fc.Arbitrary<Expression> =>
  values.map((value): Expression => ({ kind: 'literal', value }));

const text: fc.Arbitrary<Expression> = fc.oneof(literal(WORD), attributesOf('String'));
const number: fc.Arbitrary<Expression> = fc.oneof(literal(fc.integer({ min: -2, max: 5 })), attributesOf('Long'));
const set: fc.Arbitrary<Expression> = fc.oneof(
  attributesOf('Set<String>'),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((items): Expression => ({ kind: 'set', items })),
);
const someone: fc.Arbitrary<Expression> = fc.constantFrom<Expression>({ kind: 'principal' }, { kind: 'resource' });
const entity = fc.record({ type: fc.constantFrom('Team', 'Role', 'Person', 'ServiceAccount', 'Model'), id: WORD });
const pattern = fc
  .array(fc.oneof(fc.constant(null), fc.constantFrom('a', 'p', 'or', 'e')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.reduce<(string | null)[]>(joined, []));
const optionalPath = fc.constantFrom(
  ...FACT_ATTRIBUTES.filter(({ isOptional }) => isOptional).map(({ path }) => path),
  'context.template',
);

/** Two texts, or two wildcards, beside one another are one. */
function joined(parts: (string | null)[], part: string | null): (string | null)[] {
  const last = parts.at(-1);
  if (last === undefined) return [part];
  if (last === null) return part === null ? parts : [...parts, part];
  return part === null ? [...parts, part] : [...parts.slice(0, -1), last + part];
}

/** Conditions of every supported kind, also such as ask for what a call need not have. */
export const anyCondition: fc.Arbitrary<Expression> = fc.letrec<{ bool: Expression }>((tie) => ({
  bool: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    attributesOf('Bool'),
    literal(fc.boolean()),
    optionalPath.map((path): Expression => ({ kind: 'has', path })),
    fc.oneof(
      fc.tuple(text, text).map(([left, right]): Expression => ({ kind: 'equal', left, right })),
      fc.tuple(number, number).map(([left, right]): Expression => ({ kind: 'equal', left, right })),
      fc.tuple(set, set).map(([left, right]): Expression => ({ kind: 'equal', left, right })),
      fc
        .tuple(someone, entity)
        .map(([left, right]): Expression => ({ kind: 'equal', left, right: { kind: 'entity', ...right } })),
    ),
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>='), number, number)
      .map(([operator, left, right]): Expression => ({ kind: 'compare', operator, left, right })),
    fc.tuple(set, text).map(([all, item]): Expression => ({ kind: 'contains', set: all, item })),
    fc.tuple(set, set).map(([all, items]): Expression => ({ kind: 'contains_all', set: all, items })),
    fc.tuple(set, set).map(([all, items]): Expression => ({ kind: 'contains_any', set: all, items })),
    attributesOf('Set<String>').map((all): Expression => ({ kind: 'is_empty', set: all })),
    fc.tuple(text, pattern).map(([of, parts]): Expression => ({ kind: 'like', of, pattern: parts })),
    fc
      .tuple(someone, fc.array(entity, { minLength: 1, maxLength: 2 }))
      .map(([of, within]): Expression => ({ kind: 'in', of, within })),
    fc.tuple(someone, entity).map(([of, { type }]): Expression => ({ kind: 'is', of, type })),
    tie('bool').map((of): Expression => ({ kind: 'not', of })),
    fc.tuple(tie('bool'), tie('bool')).map(([left, right]): Expression => ({ kind: 'and', left, right })),
    fc.tuple(tie('bool'), tie('bool')).map(([left, right]): Expression => ({ kind: 'or', left, right })),
    fc
      .tuple(tie('bool'), tie('bool'), tie('bool'))
      .map(([test, yes, no]): Expression => ({ kind: 'choice', test, yes, no })),
  ),
})).bool;

const NAMES = fc.uniqueArray(fc.constantFrom('card', 'personal', 'credential', 'a'), { maxLength: 3 });
const anyObligation: fc.Arbitrary<Obligation> = fc.oneof(
  NAMES.map((sentence): Obligation => ({ kind: 'warn', sentence: sentence.join() })),
  fc.record({ kind: fc.constant('redact' as const), of: NAMES.map((names) => names.sort()), restore: fc.boolean() }),
  fc.record({ kind: fc.constant('clamp_output' as const), tokensMax: fc.integer({ min: 1, max: 9 }) }),
  fc.constant<Obligation>({ kind: 'log_content' }),
  fc.constant<Obligation>({ kind: 'require_template' }),
  fc.record({ kind: fc.constant('route_only' as const), modelIds: NAMES }),
  fc.record({
    kind: fc.constant('inspect_answer' as const),
    action: fc.constantFrom('note', 'redact', 'block'),
    of: NAMES.map((names) => names.sort()),
  }),
);

export const anyRules: fc.Arbitrary<readonly PolicyRule[]> = fc
  .array(
    fc.record({
      effect: fc.constantFrom('allow', 'allow', 'ask', 'refuse'),
      obligations: fc.array(anyObligation, { maxLength: 2 }),
      why: WORD,
      alternative: fc.option(WORD),
      askAt: fc.option(WORD),
      condition: anyCondition,
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rules) => rules.map((rule, index) => ({ id: `rule-${index}`, ...rule })));
