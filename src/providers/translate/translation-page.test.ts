import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { TRANSLATABLE_FACES } from '../../domain/catalog/translatable-faces.ts';
import { isRefusal } from '../../domain/policy/refusal.ts';
import type { JsonObject } from '../wire/json-object.ts';
import { translateRequest } from './translate-request.ts';
import { writeTranslationTables } from './translation-page.fixture.ts';
import { TRANSLATION_TABLES } from './translation-tables.ts';

const PAGE = new URL('../../../docs/translation.md', import.meta.url);
const MARK =
  '<!-- The tables below are written by `UPDATE_DOCS=1 node --test src/providers/translate/translation-page.test.ts`. -->\n';

test('the published tables are those by which the code decides', () => {
  const page = readFileSync(PAGE, 'utf8');
  const prose = page.slice(0, page.indexOf(MARK) + MARK.length);
  assert.ok(page.includes(MARK));
  const whole = `${prose}\n${writeTranslationTables()}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, whole);
  assert.equal(readFileSync(PAGE, 'utf8'), whole);
});

const BODIES: { readonly [F in (typeof TRANSLATABLE_FACES)[number]]: JsonObject } = {
  'openai-chat': { model: 'm', messages: [{ role: 'user', content: 'Hello' }] },
  'openai-responses': { model: 'm', input: 'Hello' },
  'anthropic-messages': { model: 'm', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] },
};

for (const from of TRANSLATABLE_FACES) {
  for (const to of TRANSLATABLE_FACES.filter((other) => other !== from)) {
    const target = { upstreamModel: 'm', upstreamKind: 'openai', outputTokensMax: null } as const;
    const rows = TRANSLATION_TABLES[from].rows.filter(({ scope }) => scope === 'body');

    test(`what the table calls refused from ${from} to ${to} is refused by its name, and what it calls left out is told`, () => {
      for (const { member, to: treatments, harmless } of rows) {
        const treatment = treatments[to];
        if (treatment?.kind === 'becomes') continue;
        const result = translateRequest({ ...BODIES[from], [member]: 'odd' }, { from, to }, target);
        if (treatment?.kind === 'refuse') assert.ok(isRefusal(result) && result.why.includes(`"${member}"`), member);
        else assert.ok(!isRefusal(result) && result.dropped.includes(member), member);
        for (const value of harmless) {
          const silent = translateRequest({ ...BODIES[from], [member]: value }, { from, to }, target);
          assert.ok(!isRefusal(silent) && silent.dropped.length === 0, member);
        }
      }
    });
  }
}

test('each row has a treatment for both other APIs, and none stands twice', () => {
  for (const face of TRANSLATABLE_FACES) {
    const { rows } = TRANSLATION_TABLES[face];
    assert.equal(new Set(rows.map(({ scope, member }) => `${scope}\n${member}`)).size, rows.length);
    for (const row of rows) assert.equal(Object.keys(row.to).length, 2, `${row.scope} ${row.member}`);
  }
});
