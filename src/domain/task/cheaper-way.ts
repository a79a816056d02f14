import type { Nanodollars } from '../money/nanodollars.ts';
import { nanodollars } from '../money/nanodollars.ts';
import { type KnownBaseline, medianOf, type PeerTask } from './baseline.ts';
import type { CostOfTask } from './cost-of-task.ts';
import type { WasteFinding } from './waste.ts';
import { wordCost, wordCount } from './word-cost.ts';

/** What the task could have cost, and by what. */
export type CheaperWay = {
  readonly kind: 'template' | 'model' | 'without_waste';
  /** Of the template or model; null where nothing of the kind is meant. */
  readonly id: string | null;
  /** About. */
  readonly cost: Nanodollars;
  readonly sentence: string;
};

export type CheaperQuestion = {
  readonly cost: CostOfTask;
  /** Others' tasks of the use case and size class that count, also those that did not succeed. */
  readonly peers: readonly PeerTask[];
  readonly waste: readonly WasteFinding[];
  /** What the use case allows now. */
  readonly approvedTemplateIds: readonly string[];
  readonly modelIds: readonly string[];
};

/** Peers' tasks that go another way succeed at most so much less often. */
const SUCCESS_SHARE_LESS = 0.05;
/** The other way costs at most this part, in hundredths, or it is not worth a word. */
const CHEAPER_PERCENT = 80n;

/**
 * The cheapest of what others' successful tasks do by a template or model, where they are as many as a baseline needs and
 * succeed about as often, and of this task without its dearest waste. Null where nothing known is clearly cheaper.
 */
export function cheaperWay(question: CheaperQuestion): CheaperWay | null {
  const { cost } = question;
  if (cost.answered === 0 || cost.cost === 0n) return null;
  const ways = [...byTemplate(question), ...byModel(question), ...withoutWaste(question)];
  const cheaper = ways.filter((way) => way.cost * 100n <= cost.cost * CHEAPER_PERCENT);
  return cheaper.sort((one, other) => (one.cost < other.cost ? -1 : one.cost > other.cost ? 1 : 0))[0] ?? null;
}

function byTemplate({ cost, peers, approvedTemplateIds }: CheaperQuestion): readonly CheaperWay[] {
  return approvedTemplateIds.flatMap((id) => {
    if (id === cost.templateId) return [];
    const known = comparable(peers, ({ templateId }) => templateId === id);
    if (known === null) return [];
    const sentence = `Tasks like this one that start from the template "${id}" cost ${wordCost(known.median)} (${basis(known)}).`;
    return { kind: 'template' as const, id, cost: known.median, sentence };
  });
}

function byModel({ cost, peers, modelIds }: CheaperQuestion): readonly CheaperWay[] {
  const [own] = cost.models;
  return modelIds.flatMap((id) => {
    if (id === own) return [];
    const known = comparable(peers, ({ modelId }) => modelId === id);
    if (known === null) return [];
    const sentence = `Tasks like this one that are done with the model "${id}" cost ${wordCost(known.median)}, and succeed about as often (${basis(known)}).`;
    return { kind: 'model' as const, id, cost: known.median, sentence };
  });
}

function withoutWaste({ cost, waste }: CheaperQuestion): readonly CheaperWay[] {
  const [dearest] = waste;
  if (dearest === undefined || dearest.wasted === 0n) return [];
  const could = nanodollars(dearest.wasted > cost.cost ? 0n : cost.cost - dearest.wasted);
  const model = dearest.evidence['modelId'];
  const sentence =
    typeof model === 'string'
      ? `With the model "${model}" for its simple calls it would have cost about ${wordCost(could)}.`
      : `Without that it would have cost about ${wordCost(could)}.`;
  return [
    typeof model === 'string'
      ? { kind: 'model', id: model, cost: could, sentence }
      : { kind: 'without_waste', id: null, cost: could, sentence },
  ];
}

function comparable(peers: readonly PeerTask[], goesThatWay: (peer: PeerTask) => boolean): KnownBaseline | null {
  const those = peers.filter(goesThatWay);
  const baseline = medianOf(those.filter(({ succeeded }) => succeeded));
  if (baseline.kind === 'none') return null;
  return successShare(those) >= successShare(peers) - SUCCESS_SHARE_LESS ? baseline : null;
}

function successShare(peers: readonly PeerTask[]): number {
  return peers.filter(({ succeeded }) => succeeded).length / Math.max(1, peers.length);
}

function basis({ tasks, peers }: KnownBaseline): string {
  return `median of ${wordCount(tasks, 'task')} of ${peers} others`;
}
