import type { Diagnosis } from '../../app/doctor/diagnosis.ts';

const ANSWER_MAX_MS = 5_000;
const BACKLOG_BYTES_MAX = 50_000_000;
const check = 'journal';

/** What the gateway's own figures say of its journal. They are read from its own machine only. */
export async function checkGatewayMetrics(address: string): Promise<readonly Diagnosis[]> {
  const figures = await readFigures(address);
  if (figures === undefined) {
    const sentence = 'Its figures are read from its own machine only; not looked at.';
    return [{ check, state: 'ok', sentence, remedy: null }];
  }
  const backlog = figures.get('tokenward_journal_undrained_bytes') ?? 0;
  const size = `${(backlog / 1e6).toFixed(1)} MB`;
  if (figures.get('tokenward_journal_failing') === 1) {
    const remedy =
      'See free disk and the permissions of the data directory; calls are refused until it can be written.';
    return [{ check, state: 'fault', sentence: 'It cannot be written.', remedy }];
  }
  if (figures.get('tokenward_store_reachable') === 0) {
    const remedy = 'Bring the store back: calls go on only where their use case allows it, until the journal is full.';
    return [{ check, state: 'fault', sentence: `The store is away, and ${size} wait in the journal.`, remedy }];
  }
  if (backlog > BACKLOG_BYTES_MAX) {
    const remedy = 'See whether it shrinks; if not, the store takes calls more slowly than they come.';
    return [{ check, state: 'warning', sentence: `${size} wait to be carried to the store.`, remedy }];
  }
  return [{ check, state: 'ok', sentence: `${size} wait to be carried to the store.`, remedy: null }];
}

async function readFigures(address: string): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    const answer = await fetch(new URL('/metrics', address), { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    const text = await answer.text();
    if (!answer.ok) return undefined;
    const pairs = text.split('\n').flatMap((line) => {
      const [name, value] = line.split(' ');
      return name === undefined || value === undefined || line.startsWith('#') ? [] : [[name, Number(value)] as const];
    });
    return new Map(pairs);
  } catch {
    return undefined;
  }
}
