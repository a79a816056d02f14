import { parseArgs } from 'node:util';
import { createInspector, INSPECTION_LIMITS } from '../../src/app/inspection/create-inspector.ts';
import { NO_SETTINGS } from '../../src/app/inspection/inspection-settings.ts';
import type { Inspector } from '../../src/ports/inspector.ts';
import { ADVERSARIAL_SEEDS, repeatSeed } from './adversarial.ts';
import { benignCorpora } from './benign.ts';
import { writeSpeedReport } from './speed-report.ts';

/** Milliseconds of many runs, sorted. */
export type Times = { readonly p50: number; readonly p99: number; readonly max: number };

export type Speed = {
  readonly createMs: number;
  readonly corpora: readonly { readonly name: string; readonly megabytesPerCpuSecond: number }[];
  readonly allMegabytesPerCpuSecond: number;
  readonly promptMs: Times;
  readonly conversationMs: Times;
  readonly adversarial: readonly {
    readonly name: string;
    readonly ms: number;
    readonly ratio: number;
    readonly note: string;
  }[];
};

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '12' }, write: { type: 'boolean', default: false } },
});
const PROMPT_UNITS = 10_240;
const PROMPTS = 2_000;
const TURNS = 400;
const ADVERSARIAL_UNITS = 1_000_000;
/** Until its rate stands still: compiling goes on over the first hundred megabytes, in threads whose time counts too. */
const WARM_UP_MS = 15_000;

const before = performance.now();
const inspector = createInspector(
  NO_SETTINGS,
  {
    nowMs: Date.now,
    nowNs: () => performance.now() * 1e6,
    digestOf: (value) => value,
    onPatternDisabled: () => undefined,
  },
  { ...INSPECTION_LIMITS, timeMsMax: 60_000 },
);
const createMs = performance.now() - before;
const corpora = benignCorpora(11);
warmUp();
const measured = corpora.map(({ name, texts }) => ({ name, ...cpuOf(texts, Number(values.rounds)) }));
const bytes = measured.reduce((sum, one) => sum + one.bytes, 0);
const cpuSeconds = measured.reduce((sum, one) => sum + one.cpuSeconds, 0);
const all = bytes / 1e6 / cpuSeconds;
const speed: Speed = {
  createMs,
  corpora: measured.map((one) => ({ name: one.name, megabytesPerCpuSecond: one.bytes / 1e6 / one.cpuSeconds })),
  allMegabytesPerCpuSecond: all,
  promptMs: timePrompts(),
  conversationMs: timeConversation(),
  adversarial: timeAdversarial(1000 / all),
};
process.stdout.write(`${writeSpeedReport(speed, values.write === true)}\n`);

function inspectOne(by: Inspector, text: string, digest: string | null = null) {
  return by.inspect([{ text, digest }])[0];
}

function warmUp(): void {
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until)
    for (const { texts } of corpora) for (const text of texts) inspectOne(inspector, text);
}

function cpuOf(texts: readonly string[], rounds: number): { readonly bytes: number; readonly cpuSeconds: number } {
  const bytesOfAll = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round++) for (const text of texts) inspectOne(inspector, text);
  const { user, system } = process.cpuUsage(start);
  return { bytes: bytesOfAll * rounds, cpuSeconds: (user + system) / 1e6 };
}

/** New prompts of 10 kB, of all corpora in turn, none of them seen before. */
function timePrompts(): Times {
  const prompts = Array.from({ length: PROMPTS }, (_, at) => {
    const texts = corpora[at % corpora.length]?.texts ?? [];
    const text = texts[Math.floor(at / corpora.length) % texts.length] ?? '';
    return `turn ${at}\n${text.slice((at * 37) % 4096, ((at * 37) % 4096) + PROMPT_UNITS - 10)}`;
  });
  return timesOf(prompts, (text) => inspectOne(inspector, text));
}

/** A conversation of 100 kB in texts of 2 kB: all but the last are known by their digests. */
function timeConversation(): Times {
  const pieces = corpora.flatMap(({ texts }) => texts.slice(0, 20)).map((text) => text.slice(0, 2048));
  const known = pieces.slice(0, 50).map((text, at) => ({ text, digest: `known ${at}` }));
  inspector.inspect(known);
  return timesOf(
    Array.from({ length: TURNS }, (_, at) => at),
    (at) => {
      const text = `${at} ${pieces[50 + (at % 60)] ?? ''}`;
      inspector.inspect([...known, { text, digest: `turn ${at}` }]);
    },
  );
}

function timesOf<T>(runs: readonly T[], run: (one: T) => void): Times {
  const times = runs.map((one) => {
    const start = performance.now();
    run(one);
    return performance.now() - start;
  });
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** The best of three runs of each text, against the usual time of a megabyte. */
function timeAdversarial(usualMsPerMegabyte: number): Speed['adversarial'] {
  return Object.entries(ADVERSARIAL_SEEDS).map(([name, seed]) => {
    const text = repeatSeed(seed, ADVERSARIAL_UNITS);
    let note = '';
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      const inspected = inspectOne(inspector, text);
      const ms = performance.now() - start;
      note = (inspected?.failures ?? []).map(({ kind }) => kind).join(' ');
      return ms;
    });
    const ms = Math.min(...times);
    return { name, ms, ratio: ms / ((usualMsPerMegabyte * Buffer.byteLength(text)) / 1e6), note };
  });
}
