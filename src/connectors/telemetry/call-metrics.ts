import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import { inputTokens, outputTokens } from '../../domain/usage/token-usage.ts';

/** Figures that are read off when somebody asks, not kept up to date. */
export type MetricReadings = {
  readonly journal: () => { readonly undrainedBytes: number; readonly openCalls: number; readonly failing: boolean };
  readonly callsLive: () => number;
  readonly storeReachable: () => boolean;
};

export type CallMetrics = {
  readonly observe: (record: CallRecord) => void;
  readonly turnedAway: (code: string) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
};

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/**
 * Prometheus figures of the gateway. Labels are bounded sets only: never a person, a key, a task or anything a client can
 * invent.
 */
export function createCallMetrics(readings: MetricReadings): CallMetrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    name: 'tokenward_calls_total',
    help: 'Calls by how they ended.',
    labelNames: ['face', 'outcome', 'status', 'lane'],
    registers,
  });
  const turnedAway = new Counter({
    name: 'tokenward_turned_away_total',
    help: 'Requests refused before it was known whose they are.',
    labelNames: ['code'],
    registers,
  });
  const tokens = new Counter({
    name: 'tokenward_tokens_total',
    help: 'Tokens by direction and basis.',
    labelNames: ['model', 'direction', 'basis'],
    registers,
  });
  const cost = new Counter({
    name: 'tokenward_cost_dollars_total',
    help: 'Cost in US dollars, for a glance: the ledger is exact.',
    labelNames: ['model', 'use_case'],
    registers,
  });
  const unpriced = new Counter({
    name: 'tokenward_calls_unpriced_total',
    help: 'Calls whose price is not known.',
    labelNames: ['model'],
    registers,
  });
  const duration = new Histogram({
    name: 'tokenward_call_duration_seconds',
    help: 'From the first byte in to the last byte out.',
    labelNames: ['face'],
    buckets: SECONDS,
    registers,
  });
  const firstByte = new Histogram({
    name: 'tokenward_first_byte_seconds',
    help: 'From the first byte in to the first byte of the answer.',
    labelNames: ['face'],
    buckets: SECONDS,
    registers,
  });
  gauge(registers, 'tokenward_calls_live', 'Calls under way.', readings.callsLive);
  gauge(
    registers,
    'tokenward_journal_undrained_bytes',
    'Journal bytes that the store does not have yet.',
    () => readings.journal().undrainedBytes,
  );
  gauge(
    registers,
    'tokenward_journal_open_calls',
    'Calls admitted and not settled.',
    () => readings.journal().openCalls,
  );
  gauge(registers, 'tokenward_journal_failing', '1 while the journal cannot be written.', () =>
    Number(readings.journal().failing),
  );
  gauge(registers, 'tokenward_store_reachable', '0 while the store is away.', () => Number(readings.storeReachable()));
  gauge(registers, 'tokenward_resident_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());

  return {
    observe: (record) => {
      const face = record.face ?? 'unknown';
      calls.inc({ face, outcome: record.outcome, status: String(record.status ?? 0), lane: record.lane ?? 'unknown' });
      if (record.outcome === 'refused') return;
      const model = record.modelId ?? 'unknown';
      duration.observe({ face }, record.latencyMs / 1000);
      if (record.firstByteMs !== null) firstByte.observe({ face }, record.firstByteMs / 1000);
      tokens.inc({ model, direction: 'input', basis: record.usageBasis }, inputTokens(record.usage));
      tokens.inc({ model, direction: 'output', basis: record.usageBasis }, outputTokens(record.usage));
      if (record.costNanodollars === null) unpriced.inc({ model });
      else cost.inc({ model, use_case: record.useCaseId ?? 'unknown' }, Number(record.costNanodollars) / 1e9);
    },
    turnedAway: (code) => turnedAway.inc({ code }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
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
