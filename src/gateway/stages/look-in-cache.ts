import type { CacheBar } from '../../domain/caching/cache-bar.ts';
import { cacheKeyText } from '../../domain/caching/cache-key.ts';
import { type CacheWish, readCacheWish } from '../../domain/caching/cache-wish.ts';
import type { CachedAnswer } from '../../domain/caching/cached-answer.ts';
import { normalForm } from '../../domain/caching/normal-form.ts';
import type { CacheRule } from '../../domain/catalog/cache-rule.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import { DATA_CLASSES } from '../../domain/detection/data-class.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import type { AnswerCaching, Dialect } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { AnswerKeeper, type KeptQuestion } from '../caching/answer-keeper.ts';
import type { AnswerAtHand } from '../caching/give-answer.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';
import type { OpenedCall } from './describe-call.ts';
import { forwardHeaders } from './forward-headers.ts';
import type { Hints } from './read-hints.ts';
import type { ReadRequest } from './read-request.ts';

/** A call as far as the cache must know it: judged, and with the body that would go to the model. */
export type CacheableCall = {
  readonly call: OpenedCall;
  readonly snapshot: Snapshot;
  readonly dialect: Dialect;
  readonly grant: KeyGrant;
  readonly hints: Hints;
  readonly binding: { readonly useCase: UseCase };
  /** As routing left it. */
  readonly model: Model;
  readonly request: ReadRequest;
  readonly inspection: InspectionFields;
  readonly policyVersion: string;
};

/** What the cache has to say of a call. */
export type CacheLook = {
  readonly cacheStatus: CallRecord['cacheStatus'];
  /** Null: a model must be asked. */
  readonly answer: AnswerAtHand | null;
  /** Stands beside a call that asks a model; null: nothing is kept of it. */
  readonly keeper: AnswerKeeper | null;
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
  /** Its client left while it waited for an equal call. */
  readonly hasLeft: boolean;
};

/** Of a use case without a cache. */
export const NO_CACHE: CacheLook = { cacheStatus: null, answer: null, keeper: null, headers: [], hasLeft: false };

type CacheGateway = Pick<Gateway, 'answerCache' | 'cacheDigest' | 'clock' | 'live' | 'snapshots'>;

/**
 * Looks for the answer of an equal call that was judged alike. Waits only where the use case shares answers through the
 * store, and for an equal call that is under way; both within bounds. To be called where the use case has a cache.
 */
export async function lookInCache(gateway: CacheGateway, exchange: Exchange, asked: CacheableCall): Promise<CacheLook> {
  const { cache: rule } = asked.binding.useCase;
  const wish = readCacheWish(exchange.header('cache-control'));
  const { caching } = asked.dialect;
  const bar = wish.mayKeep ? barOf(asked, caching) : 'client_asked';
  if (bar !== null || caching === null) return barred(bar ?? 'face');

  const { answerCache } = gateway;
  answerCache.follow(gateway.snapshots.current());
  const question = questionOf(gateway, exchange, asked, caching);
  const atHand = wish.mayAnswer ? answerCache.find(question.key, asked.call.openedAtMs) : undefined;
  if (atHand !== undefined && isYoung(atHand, wish, asked)) return found(gateway, 'hit', atHand, asked.call.openedAtMs);
  // Who wants a fresh or a younger answer than there is asks alone.
  if (!wish.mayAnswer || wish.ageSecondsMax !== null) return missed(gateway, question);
  return await waitOrLead(gateway, exchange, rule, question);
}

async function waitOrLead(
  gateway: CacheGateway,
  exchange: Exchange,
  rule: CacheRule,
  question: KeptQuestion,
): Promise<CacheLook> {
  const { answerCache, live, clock } = gateway;
  const boarding = answerCache.board(question.key, { exchange, live, nowMs: clock.monotonicMs() });
  switch (boarding.kind) {
    case 'full':
      return missed(gateway, question);
    case 'leads':
      break;
    case 'waits': {
      const arrival = await boarding.arrival;
      if (arrival === 'left') return { ...NO_CACHE, hasLeft: true };
      if (arrival === 'alone') return missed(gateway, question);
      if (arrival !== 'leads') return found(gateway, 'joined', arrival, clock.nowMs());
    }
  }
  const flight = answerCache.flightOf(question.key) ?? null;
  const shared = rule.kept === 'store' ? await answerCache.shared?.find(question.key) : null;
  if (shared === null || shared === undefined) return missed(gateway, { ...question, flight });
  answerCache.put(shared, question.snapshot);
  if (flight !== null) answerCache.land(flight, shared);
  return found(gateway, 'hit', shared, clock.nowMs());
}

/** What speaks against it, in the order in which it is found out most cheaply. */
function barOf({ binding, inspection, request }: CacheableCall, caching: AnswerCaching | null): CacheBar | null {
  const { dataClassMax, answers } = binding.useCase.cache;
  if (caching === null) return 'face';
  if (inspection.inspectionFailures.length > 0 || inspection.dataClass === null) return 'uninspected';
  if (DATA_CLASSES.indexOf(inspection.dataClass) > DATA_CLASSES.indexOf(dataClassMax)) return 'data_class';
  if (inspection.mediaKinds.length > 0) return 'media';
  const bar = caching.barOf(request);
  if (bar !== null) return bar;
  return answers === 'any' || caching.isDeterministic(request) ? null : 'sampled';
}

function questionOf(
  gateway: CacheGateway,
  exchange: Exchange,
  asked: CacheableCall,
  caching: AnswerCaching,
): KeptQuestion {
  const { call, snapshot, grant, hints, model, request, inspection } = asked;
  const { useCase } = asked.binding;
  const { dataClass } = inspection;
  const bound = {
    grant,
    scope: useCase.cache.scope,
    useCaseId: useCase.id,
    dataClass: dataClass ?? 'restricted',
    modelId: model.id,
    face: exchange.face,
    policyVersion: asked.policyVersion,
    obligations: inspection.obligations,
    rows: `${writtenRow(useCase)}\n${writtenRow(model)}`,
    query: exchange.query,
    headers: forwardHeaders(exchange, ''),
  } as const;
  const key = gateway.cacheDigest(cacheKeyText(bound, normalForm(request, caching.leftOut)));
  const origin = {
    callId: call.callId,
    owner: grant.owner,
    keyId: grant.keyId,
    teamId: grant.teamId,
    useCaseId: useCase.id,
    modelId: model.id,
    templateId: hints.templateId,
    dataClass: bound.dataClass,
    face: exchange.face,
  };
  return { key, rule: useCase.cache, origin, snapshot, caching, raw: request.raw, flight: null };
}

/** Rows are written out once for as long as they stand; a changed row is another object. */
const writtenRows = new WeakMap<object, string>();

function writtenRow(row: object): string {
  const known = writtenRows.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify(row);
  writtenRows.set(row, text);
  return text;
}

function isYoung(answer: CachedAnswer, { ageSecondsMax }: CacheWish, { call }: CacheableCall): boolean {
  return ageSecondsMax === null || call.openedAtMs - answer.storedAtMs <= ageSecondsMax * 1000;
}

function found(gateway: CacheGateway, status: 'hit' | 'joined', answer: CachedAnswer, nowMs: number): CacheLook {
  gateway.answerCache.count(status);
  const cacheAgeMs = Math.max(0, nowMs - answer.storedAtMs);
  return {
    ...NO_CACHE,
    cacheStatus: status,
    headers: [CACHE_HEADER, `${status}; age=${Math.floor(cacheAgeMs / 1000)}`],
    answer: {
      contentType: answer.contentType,
      body: answer.body,
      answeredBy: 'cache',
      cacheStatus: status,
      cacheAgeMs,
      answeredAs: null,
      avoided: { kind: 'as_told' },
    },
  };
}

function missed(gateway: CacheGateway, question: KeptQuestion): CacheLook {
  gateway.answerCache.count('miss');
  const keeper = new AnswerKeeper(gateway.answerCache, question);
  return { ...NO_CACHE, cacheStatus: 'miss', keeper, headers: [CACHE_HEADER, 'miss'] };
}

function barred(bar: CacheBar): CacheLook {
  return { ...NO_CACHE, cacheStatus: 'off', headers: [CACHE_HEADER, `off; reason=${bar}`] };
}

const CACHE_HEADER = 'tokenward-cache';
