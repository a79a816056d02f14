import { ARCHIVABLE, NO_RULES, type RowRules } from './row-rules.ts';

export const modelRules: RowRules<'model'> = {
  ...NO_RULES,
  ...ARCHIVABLE,
  noun: 'model',
  word: 'model',
  references: (model) =>
    model.targets.map((target, index) => ({
      noun: 'upstream',
      id: target.upstreamId,
      pointer: `/targets/${index}/upstreamId`,
    })),
  findBroken: (model) =>
    new Set(model.faces).size < model.faces.length
      ? { pointer: '/faces', detail: 'The faces name one twice.' }
      : undefined,
};
