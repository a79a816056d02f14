import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aGrant, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { bindUseCase } from './bind-use-case.ts';

const useCases = new Map(
  [aUseCase(), aUseCase({ id: 'coding' }), aUseCase({ id: 'legal' })].map((row) => [row.id, row]),
);
const MODELS = ['small', 'vendor/large'];

// biome-ignore format: a table is read down
const TABLE: readonly [string, { header?: string; model: string; allowed?: string[]; fallback?: string | null }, string][] = [
  ['the key\'s default serves when nothing is named',          { model: 'small' },                                            'drafting key_default small'],
  ['a header names a use case that the key allows',            { header: 'coding', model: 'small' },                          'coding header small'],
  ['a model alias names a use case that the key allows',       { model: 'coding/small' },                                     'coding model_alias small'],
  ['a model with a slash in its own name is no alias',         { model: 'vendor/large' },                                     'drafting key_default vendor/large'],
  ['an unknown prefix is no alias but part of the model',      { model: 'nobody/large' },                                     'drafting key_default nobody/large'],
  ['header and alias that agree are one word',                 { header: 'coding', model: 'coding/small' },                   'coding header small'],
  ['header and alias that differ are refused',                 { header: 'drafting', model: 'coding/small' },                 'use_case_not_allowed'],
  ['a header cannot widen what the key allows',                { header: 'legal', model: 'small' },                           'use_case_not_allowed'],
  ['an alias cannot widen what the key allows',                { model: 'legal/small' },                                      'use_case_not_allowed'],
  ['an unknown use case is refused by name',                   { header: 'poetry', model: 'small' },                          'use_case_unknown'],
  ['a key without default must be told',                       { model: 'small', fallback: null },                            'use_case_missing'],
  ['a default that the key no longer allows is refused',       { model: 'small', allowed: ['coding'] },                       'use_case_not_allowed'],
];

for (const [name, claim, expected] of TABLE) {
  test(name, () => {
    const grant = aGrant({
      allowedUseCaseIds: claim.allowed ?? ['drafting', 'coding'],
      defaultUseCaseId: claim.fallback === undefined ? 'drafting' : claim.fallback,
    });
    const found = bindUseCase({
      grant,
      useCases,
      header: claim.header,
      model: claim.model,
      isModel: (model) => MODELS.includes(model),
    });
    const told = found.kind === 'refusal' ? found.code : `${found.useCase.id} ${found.source} ${found.model}`;
    assert.equal(told, expected);
  });
}
