import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aModel, aUseCase } from '../../../test/fakes/catalog-rows.ts';
import { nameServingModel } from './name-serving-model.ts';

const models = new Map(
  [
    aModel({ id: 'small', faces: ['openai-chat'] }),
    aModel({ id: 'large', faces: ['openai-chat'] }),
    aModel({ id: 'claude', faces: ['anthropic-messages'] }),
  ].map((model) => [model.id, model]),
);
const useCase = aUseCase({ modelStack: ['small', 'large', 'claude'] });

for (const [model, face, able, expected] of [
  ['small', 'openai-chat', ['small', 'large', 'claude'], 'small'],
  ['auto', 'openai-chat', ['small', 'large', 'claude'], 'large'],
  ['auto', 'anthropic-messages', ['small', 'large', 'claude'], 'claude'],
  ['auto', 'openai-responses', ['small', 'large'], 'large'],
  ['auto', 'openai-chat', ['claude'], 'claude'],
  ['auto', 'openai-chat', [], 'auto'],
] as const) {
  test(`${model} at ${face}, where ${able.join(', ') || 'none'} can answer, is ${expected}`, () => {
    const speaks = (asked: { readonly id: string } | undefined): boolean => able.some((id) => id === asked?.id);
    const binding = { kind: 'bound', useCase, source: 'key_default', model } as const;
    assert.equal(nameServingModel({ models }, binding, { face, speaks }), expected);
  });
}
