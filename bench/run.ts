import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllNow } from './machine/started-process.ts';
import { type Options, readOptions } from './measure/read-options.ts';
import { runRounds } from './measure/run-rounds.ts';
import { startSession } from './measure/session.ts';
import { partNames, proxyNames, type Settings } from './measure/settings.ts';
import { type SoakResult, soak } from './measure/soak.ts';
import { figuresFrom } from './report/figures.ts';
import { jsonFile } from './report/json-file.ts';
import { jsonLine } from './report/json-line.ts';
import { machineFacts } from './report/machine-facts.ts';
import { markdownReport, type Report } from './report/markdown.ts';

/** Parts are skipped at the deadline; one that is under way then gets this long. */
const watchdogGraceMs = 25_000;
const resultsFolder = join(import.meta.dirname, 'results');

/** Progress goes to stderr: stdout belongs to the result. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(options: Options): Promise<void> {
  if (options.kind === 'help') {
    process.stdout.write(`${options.text}\n`);
    return;
  }
  if (process.platform !== 'linux') throw new Error('the benchmark reads /proc and therefore runs on Linux only');
  const folder = mkdtempSync(join(tmpdir(), 'tokenward-bench-'));
  process.once('exit', () => {
    endAllNow();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));
  if (options.kind === 'compare') await compare(options, folder);
  else await soakAll(options, folder);
}

async function compare(options: Extract<Options, { kind: 'compare' }>, folder: string): Promise<void> {
  const { settings } = options;
  const watchdog = setTimeout(() => {
    say(`the run did not end in ${settings.deadlineMs + watchdogGraceMs} ms and was given up`);
    process.exit(1);
  }, settings.deadlineMs + watchdogGraceMs);
  const session = await startSession({ folder });
  const facts = machineFacts({ plan: session.plan, date: new Date() });
  const { rows, missing } = await runRounds({ ...options, session, folder, say });
  await session.stop();
  clearTimeout(watchdog);
  const figures = figuresFrom(rows);
  const report: Report = { facts, settings, missing, figures, rows };
  const text = markdownReport(report);
  if (options.json) process.stdout.write(`${jsonLine({ figures, missing, ...facts })}\n`);
  else process.stdout.write(text);
  if (settings.kind === 'full' && isWhole(settings)) keep('latest', { json: report, text });
}

/** A run of some targets or parts only is for the eye; it does not replace the record. */
function isWhole(settings: Settings): boolean {
  return settings.targets.length === proxyNames.length && settings.parts.length === partNames.length;
}

async function soakAll(options: Extract<Options, { kind: 'soak' }>, folder: string): Promise<void> {
  const session = await startSession({ folder });
  const facts = machineFacts({ plan: session.plan, date: new Date() });
  const results: SoakResult[] = [];
  for (const target of options.targets) {
    if (target !== 'direct') results.push(await soak({ session, target, minutes: options.minutes, folder, say }));
  }
  await session.stop();
  const lines = results.map(
    (result) =>
      `${result.target}: ${result.calls} calls in ${result.minutes} minutes, resident ${result.residentMbFirst.toFixed(0)} MB at first, ${result.residentMbLast.toFixed(0)} MB at last, ${result.mbPerMinute.toFixed(2)} MB a minute over the second half.`,
  );
  const text = [
    '# Soak: the last recorded run',
    '',
    `${facts.date} · commit ${facts.commit} · Node ${facts.node} · ${facts.processors} × ${facts.processor}`,
    '',
    ...lines,
    '',
  ].join('\n');
  process.stdout.write(options.json ? `${JSON.stringify({ ...facts, results })}\n` : text);
  keep('soak', { json: { facts, results }, text });
}

function keep(name: string, what: { readonly json: unknown; readonly text: string }): void {
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(join(resultsFolder, `${name}.json`), jsonFile(what.json));
  writeFileSync(join(resultsFolder, `${name}.md`), what.text);
  say(`written: bench/results/${name}.json and ${name}.md`);
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (failure) {
  say(failure instanceof Error ? failure.message : String(failure));
  process.exitCode = 1;
  process.exit();
}
