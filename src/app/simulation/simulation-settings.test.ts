import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../domain/gaming/simulated-models.ts';
import { findModel, findStrategy, MODEL_NAMES, STRATEGY_NAMES } from './find-simulated.ts';
import { readModelSettings } from './read-model-settings.ts';

test('models are found by name, by requirement and by the words of the documents', () => {
  const words = ['composite_index', 'I9', 'default', 'Raw board', 'I1', 'naive-sum', 'plain_sum', 'nothing'];
  assert.deepEqual(words.map(findModel), [
    ...['composite_index', 'composite_index', 'composite_index', 'raw_token_leaderboard', 'raw_token_leaderboard'],
    ...['plain_sum', 'plain_sum', null],
  ]);
  for (const name of MODEL_NAMES) assert.equal(findModel(name), name);
});

test('strategies are found by name, in the singular and the plural, and by the words of the documents', () => {
  const words = ['premium models', 'template-rings', 'inflation', 'mixtures of two', 'adaptive random search', 'magic'];
  assert.deepEqual(words.map(findStrategy), [
    ...['expensive_model', 'template_ring', 'outcome_inflation', 'mixture_of_two', 'adaptive_search'],
    null,
  ]);
  for (const name of STRATEGY_NAMES) assert.equal(findStrategy(name), name);
});

test('what a file does not say is as usual, and the formula keeps its bounds', () => {
  const read = readModelSettings('teamPercent: 70\nformula: { impact: { auditPercent: 40 } }', 'ours.yaml');
  const { formula } = DEFAULT_SETTINGS;
  const impact = { ...formula.impact, auditPercent: 40 };
  assert.deepEqual(read, {
    kind: 'settings',
    settings: { ...DEFAULT_SETTINGS, teamPercent: 70, formula: { ...formula, impact } },
  });
});

test('faults of a file are told in words', () => {
  const linesOf = (text: string): string => {
    const read = readModelSettings(text, 'ours.yaml');
    return read.kind === 'faults' ? read.lines.join(' ') : '';
  };
  assert.match(linesOf('teamPercnt: 70'), /ours\.yaml:1:1 {2}teamPercnt is not a member/);
  assert.match(linesOf('formula: { impact: { audit: 40 } }'), /formula\.impact\.audit is not a figure of the formula/);
  assert.match(linesOf('formula: { impact: { auditPercent: "40" } }'), /formula\.impact\.auditPercent is not a number/);
  assert.match(linesOf('formula: { weights: { activity: 40, impact: 10 } }'), /Activity must/);
});
