import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { ENVELOPE_WORDS } from '../words/envelope-words.ts';
import { amountOf } from './envelope-fields.tsx';

type Envelope = AnswerOf<'readEnvelope'>;
export type EnvelopeChange = NonNullable<RequestOf<'changeEnvelope'>['body']>;

/** An envelope as the form that changes it holds it. */
export type EnvelopeTexts = {
  readonly name: string;
  readonly owner: string;
  readonly hardCap: string;
  readonly capKind: string;
  readonly overdraft: string;
  /** Has no field: it stays as it is. */
  readonly quantile: number | null;
  readonly thresholds: string;
  readonly carryOver: string;
  readonly carryPercent: string;
  readonly carryMax: string;
  readonly storeAway: string;
  readonly metricName: string;
  readonly metricUnit: string;
  readonly metricTarget: string;
  readonly metricBetter: string;
  readonly anyway: boolean;
};

const STORE_AWAYS = namesOf(ENVELOPE_WORDS.storeAways);

export function textsOf({ cap, carryOver, metric, ...envelope }: Envelope): EnvelopeTexts {
  return {
    name: envelope.name,
    owner: envelope.ownerPersonId ?? '',
    hardCap: envelope.hardCap.amount,
    capKind: cap.kind,
    overdraft: cap.kind === 'elastic' ? cap.overdraft.amount : '',
    quantile: cap.kind === 'elastic' ? cap.quantile : null,
    thresholds: envelope.softThresholds.join(', '),
    carryOver: carryOver.kind,
    carryPercent: carryOver.kind === 'unused' ? String(carryOver.percent) : '',
    carryMax: carryOver.kind === 'unused' ? carryOver.amountMax.amount : '',
    storeAway: envelope.storeAway,
    metricName: metric?.name ?? '',
    metricUnit: metric?.unit ?? '',
    metricTarget: String(metric?.target ?? ''),
    metricBetter: metric?.better ?? 'higher',
    anyway: false,
  };
}

/** What the texts ask for beside what stands: what is as it was is left out, so that nobody's change is written over. */
export function changeOf(texts: EnvelopeTexts, before: EnvelopeTexts): EnvelopeChange {
  const all = wholeOf(texts);
  const old = wholeOf(before);
  const was = new Map(Object.entries(old).map(([name, value]) => [name, JSON.stringify(value)]));
  const changed = Object.entries(all).filter(([name, value]) => JSON.stringify(value) !== was.get(name));
  return { ...Object.fromEntries(changed), anyway: texts.anyway };
}

function wholeOf(texts: EnvelopeTexts) {
  const target = texts.metricTarget.trim().replace(',', '.');
  return {
    name: texts.name.trim(),
    ownerPersonId: texts.owner.trim() === '' ? null : texts.owner.trim(),
    hardCap: amountOf(texts.hardCap),
    cap:
      texts.capKind === 'elastic'
        ? {
            kind: 'elastic' as const,
            overdraft: amountOf(texts.overdraft),
            ...(texts.quantile === null ? {} : { quantile: texts.quantile }),
          }
        : ({ kind: 'strict' } as const),
    softThresholds: thresholdsOf(texts.thresholds),
    carryOver:
      texts.carryOver === 'unused'
        ? ({ kind: 'unused', percent: Number(texts.carryPercent), amountMax: amountOf(texts.carryMax) } as const)
        : ({ kind: 'none' } as const),
    storeAway: STORE_AWAYS.find((name) => name === texts.storeAway) ?? 'leases',
    metric:
      texts.metricName.trim() === ''
        ? null
        : {
            name: texts.metricName.trim(),
            unit: texts.metricUnit.trim(),
            target: target === '' ? null : Number(target),
            better: texts.metricBetter === 'lower' ? ('lower' as const) : ('higher' as const),
          },
  } satisfies EnvelopeChange;
}

export function thresholdsOf(text: string): number[] {
  return text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map(Number);
}
