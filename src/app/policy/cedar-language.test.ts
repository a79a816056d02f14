import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCedarLanguage } from './cedar-language.ts';

const language = createCedarLanguage();
const NAMED = '@id("a") @why("w")\n';

// biome-ignore format: a table is read down
const FAULTS: readonly [string, string, number, RegExp][] = [
  ['a rule that is no Cedar',                              `${NAMED}forbid(principal, action, resource)\nwhen { context.dataClass = "public" };`,               3, /'=' is not a valid operator/],
  ['a rule without a name',                                '@why("w") forbid(principal, action, resource);',                                                   1, /has no name/],
  ['a rule that stops people and does not say why',        '@id("a") forbid(principal, action, resource);',                                                    1, /does not say why/],
  ['two rules of one name',                                `${NAMED}forbid(principal, action, resource);\n${NAMED}permit(principal, action, resource);`,       3, /two rules are called "a"/],
  ['an annotation that nobody understands',                '@id("a") @whi("w") permit(principal, action, resource);',                                          1, /@whi is no annotation/],
  ['an outcome that nobody understands',                   '\n@id("a") @why("w") @does("shred") permit(principal, action, resource);',                         2, /"shred" is not something/],
  ['a forbid that lets the call go on',                    '@id("a") @why("w") @does("warn") forbid(principal, action, resource);',                            1, /a forbid does not let a call go on/],
  ['a permit that refuses',                                '@id("a") @why("w") @does("refuse") permit(principal, action, resource);',                          1, /a permit cannot refuse/],
  ['arithmetic',                                           `${NAMED}forbid(principal, action, resource) when { context.time.hour * 2 > 3 };`,                  1, /"\*" is not supported/],
  ['an extension type',                                    `${NAMED}forbid(principal, action, resource) when { ip("10.0.0.1").isLoopback() };`,                1, /is not supported/],
  ['a fact that there is not',                             `${NAMED}forbid(principal, action, resource) when { context.mood == "bad" };`,                      1, /there is no "context.mood" to ask for/],
  ['what may be missing and is not asked for with has',    `${NAMED}forbid(principal, action, resource) when { principal.region == "eu" };`,                   2, /optional|may not exist|unsafe|unable to guarantee/i],
  ['two types that never equal one another',               `${NAMED}forbid(principal, action, resource) when { context.useCase.tier == "1" };`,                2, /types|compat/i],
  ['a template',                                           `${NAMED}forbid(principal == ?principal, action, resource);`,                                       1, /slot/],
];

for (const [name, text, line, expected] of FAULTS) {
  test(`${name} is refused with its line and what to do`, async () => {
    const read = await language.read(text);
    assert.ok(read.kind === 'faults');
    const [fault] = read.faults;
    assert.ok(fault !== undefined);
    assert.match(fault.what, expected);
    assert.equal(fault.line, line);
    assert.notEqual(fault.remedy, '');
  });
}

test('scope, clauses and annotations of a rule become one condition', async () => {
  const read = await language.read(
    '// for the help desk\n@id("a") @does("ask") @why("w") @instead("i") @ask_at("me")\nforbid(principal in Team::"support", action == Action::"call", resource is Model)\nwhen { context.useCase.id like "draft*" }\nunless { principal in Role::"manager" };',
  );
  assert.ok(read.kind === 'rules');
  const [rule] = read.rules;
  assert.deepEqual([rule?.effect, rule?.alternative, rule?.askAt, read.lineOf.get('a')], ['ask', 'i', 'me', 2]);
  assert.deepEqual(rule?.condition, {
    kind: 'and',
    left: {
      kind: 'and',
      left: {
        kind: 'and',
        left: { kind: 'in', of: { kind: 'principal' }, within: [{ type: 'Team', id: 'support' }] },
        right: { kind: 'is', of: { kind: 'resource' }, type: 'Model' },
      },
      right: { kind: 'like', of: { kind: 'attribute', path: 'context.useCase.id' }, pattern: ['draft', null] },
    },
    right: { kind: 'not', of: { kind: 'in', of: { kind: 'principal' }, within: [{ type: 'Role', id: 'manager' }] } },
  });
});

test('no text is no rules', async () => {
  assert.deepEqual(await language.read(' \n'), { kind: 'rules', rules: [], lineOf: new Map() });
});
