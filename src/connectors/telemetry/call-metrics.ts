import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { inputTokens, outputTokens } from '../../domain/usage/token-usage.ts';
import type { ContentSinkState } from '../../ports/content-sink.ts';
import { addCacheMetrics, type CacheReadings } from './cache-metrics.ts';
import { createProtectionMetrics } from './protection-metrics.ts';

/** Figures that are read off when somebody asks, not kept up to date. */
export type MetricReadings = {
  readonly journal: () => { readonly undrainedBytes: number; readonly openCalls: number; readonly failing: boolean };
  readonly callsLive: () => number;
  readonly content: () => ContentSinkState;
  readonly storeReachable: () => boolean;
  readonly cache: () => CacheReadings;
};

export type CallMetrics = {
  readonly observe: (record: CallRecord) => void;
  readonly turnedAway: (code: string) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Sums of calls that are alike in every label since the figures were last read. */
type Tally = {
  readonly like: CallRecord;
  calls: number;
  input: number;
  output: number;
  unpriced: number;
  nanodollars: number;
};

/**
 * Prometheus figures of the gateway. Labels are bounded sets only: never a person, a key, a task or anything a client can
 * invent. Counters are summed up plainly and handed to the registry when somebody reads them: finding a labelled counter
 * costs more than the sum, and is paid a few times a minute instead of seven times a call.
 */
export function createCallMetrics(readings: MetricReadings): CallMetrics {
  const registry = new Registry();
  const counters = makeCounters([registry]);
  makeGauges([registry], readings);
  const observeProtection = createProtectionMetrics(registry);
  addCacheMetrics(registry, readings.cache);
  let tallies = new Map<string, Tally>();
  let last: Tally | undefined;
  const durations = inBatches(counters.duration);
  const firstBytes = inBatches(counters.firstByte);

  const handOver = (): void => {
    const due = tallies;
    tallies = new Map();
    last = undefined;
    for (const tally of due.values()) addTally(counters, tally);
    durations.handOver();
    firstBytes.handOver();
  };
  /** Most calls are like the one before. */
  const tallyOf = (record: CallRecord): Tally => {
    if (last !== undefined && isAlike(last.like, record)) return last;
    const key = `${record.face}|${record.outcome}|${record.status}|${record.lane}|${record.modelId}|${record.useCaseId}|${record.usageBasis}`;
    last = tallies.get(key) ?? newTally(record);
    if (last.calls === 0) tallies.set(key, last);
    return last;
  };
  return {
    observe: (record) => {
      const tally = tallyOf(record);
      tally.calls += 1;
      observeProtection(record);
      if (wasTurnedAway(record)) return;
      tally.input += inputTokens(record.usage);
      tally.output += outputTokens(record.usage);
      if (record.costNanodollars === null) tally.unpriced += 1;
      else tally.nanodollars += Number(record.costNanodollars);
      const face = record.face ?? 'unknown';
      durations.add(face, record.latencyMs / 1000);
      // The first byte of an answer in one piece is its last.
      if (record.stream && record.firstByteMs !== null) firstBytes.add(face, record.firstByteMs / 1000);
    },
    turnedAway: (code) => counters.turnedAway.inc({ code }),
    render: async () => {
      handOver();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

const BATCH = 256;

/** Gathers what a histogram is to be told: one after the other, its code and its labels are at hand. */
function inBatches(histogram: Histogram<'face'>): {
  readonly add: (face: string, value: number) => void;
  readonly handOver: () => void;
} {
  const values = new Float64Array(BATCH);
  const faces: string[] = [];
  const handOver = (): void => {
    for (const [at, face] of faces.entries()) histogram.observe({ face }, values[at] ?? 0);
    faces.length = 0;
  };
  const add = (face: string, value: number): void => {
    values[faces.length] = value;
    faces.push(face);
    if (faces.length === BATCH) handOver();
  };
  return { add, handOver };
}

function isAlike(one: CallRecord, other: CallRecord): boolean {
  return (
    one.face === other.face &&
    one.outcome === other.outcome &&
    one.status === other.status &&
    one.lane === other.lane &&
    one.modelId === other.modelId &&
    one.useCaseId === other.useCaseId &&
    one.usageBasis === other.usageBasis
  );
}

/** An answer that was withheld was written, and is paid for. */
function wasTurnedAway(record: CallRecord): boolean {
  return record.outcome === 'refused' && record.usageBasis === 'none';
}

function newTally(like: CallRecord): Tally {
  return { like, calls: 0, input: 0, output: 0, unpriced: 0, nanodollars: 0 };
}

type Counters = ReturnType<typeof makeCounters>;

function addTally(counters: Counters, tally: Tally): void {
  const { like } = tally;
  const model = like.modelId ?? 'unknown';
  const useCase = like.useCaseId ?? 'unknown';
  const labels = {
    face: like.face ?? 'unknown',
    outcome: like.outcome,
    status: String(like.status ?? 0),
    lane: like.lane ?? 'unknown',
  };
  counters.calls.inc(labels, tally.calls);
  if (wasTurnedAway(like)) return;
  counters.tokens.inc({ model, direction: 'input', basis: like.usageBasis }, tally.input);
  counters.tokens.inc({ model, direction: 'output', basis: like.usageBasis }, tally.output);
  if (tally.unpriced > 0) counters.unpriced.inc({ model }, tally.unpriced);
  counters.cost.inc({ model, use_case: useCase }, tally.nanodollars / 1e9);
}

// biome-ignore format: a table is read down
function makeCounters(registers: Registry[]) {
  return {
    calls:      new Counter({   name: 'tokenward_calls_total',           help: 'Calls by how they ended.',                                              labelNames: ['face', 'outcome', 'status', 'lane'], registers }),
    turnedAway: new Counter({   name: 'tokenward_turned_away_total',     help: 'Requests refused before it was known whose they are.',                  labelNames: ['code'], registers }),
    tokens:     new Counter({   name: 'tokenward_tokens_total',          help: 'Tokens by direction and basis.',                                        labelNames: ['model', 'direction', 'basis'], registers }),
    cost:       new Counter({   name: 'tokenward_cost_dollars_total',    help: 'Cost in US dollars, for a glance: the ledger is exact.',                labelNames: ['model', 'use_case'], registers }),
    unpriced:   new Counter({   name: 'tokenward_calls_unpriced_total',  help: 'Calls whose price is not known.',                                       labelNames: ['model'], registers }),
    duration:   new Histogram({ name: 'tokenward_call_duration_seconds', help: 'From the first byte in to the last byte out.',                          labelNames: ['face'], buckets: SECONDS, registers }),
    firstByte:  new Histogram({ name: 'tokenward_first_byte_seconds',    help: 'From the first byte in to the first byte of a stream.',               labelNames: ['face'], buckets: SECONDS, registers }),
  };
}

// biome-ignore format: a table is read down
function makeGauges(registers: Registry[], readings: MetricReadings): void {
  gauge(registers, 'tokenward_calls_live',              'Calls under way.',                                     readings.callsLive);
  gauge(registers, 'tokenward_journal_undrained_bytes', 'Journal bytes that the store does not have yet.',      () => readings.journal().undrainedBytes);
  gauge(registers, 'tokenward_journal_open_calls',      'Calls admitted and not settled.',                      () => readings.journal().openCalls);
  gauge(registers, 'tokenward_journal_failing',         '1 while the journal cannot be written.',               () => Number(readings.journal().failing));
  gauge(registers, 'tokenward_content_waiting_bytes',   'Text that waits to be encrypted and written.',         () => readings.content().waitingBytes);
  gauge(registers, 'tokenward_content_failing',         '1 while kept content cannot be written.',              () => Number(readings.content().failing));
  gauge(registers, 'tokenward_content_lost',            'Records of content lost since the start.',             () => readings.content().lostRecords);
  gauge(registers, 'tokenward_content_refused',         'Records of content turned away since the start.',      () => readings.content().refusedRecords);
  gauge(registers, 'tokenward_store_reachable',         '0 while the store is away.',                           () => Number(readings.storeReachable()));
  gauge(registers, 'tokenward_resident_bytes',          'Resident memory of the process.',                      () => process.memoryUsage.rss());
}

function gauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
