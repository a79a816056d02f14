import type { CheckedUpstream } from '../../app/doctor/check-upstreams.ts';
import type { Diagnosis } from '../../app/doctor/diagnosis.ts';
import { type ControlClient, createControlClient } from '../../client/create-control-client.ts';
import { ProblemError, UnansweredError } from '../../client/problem-error.ts';
import type { KnownServer } from '../connection/open-connection.ts';
import { diagnoseBudgets } from './doctor-budgets.ts';
import { checkGatewayMetrics } from './doctor-metrics.ts';
import { diagnoseProvisioning } from './doctor-provisioning.ts';

export type ServerFindings = {
  /** Set when a server answered. */
  readonly address?: string;
  readonly found: readonly Diagnosis[];
  readonly upstreams?: readonly CheckedUpstream[];
};

const ANSWER_MAX_MS = 5_000;
const SKEW_MAX_MS = 5_000;
const OPEN_MAX_MS = 15 * 60_000;
const CHECKPOINT_MAX_MS = 60 * 60_000;
const LIMIT = 500;

/** What only a running server knows. */
export async function checkServer(known: KnownServer | undefined): Promise<ServerFindings> {
  if (known === undefined) return { found: [notRunning('No server is known here.')] };
  const { address } = known;
  const date = await readDate(address);
  if (date === undefined) return { found: [notRunning(`${address} does not answer.`)] };
  const found: Diagnosis[] = [{ check: 'server', state: 'ok', sentence: `${address} answers.`, remedy: null }];
  found.push(clockDiagnosis(date), ...(await checkGatewayMetrics(address)));
  const client = createControlClient({ address, key: known.key, timeoutMs: ANSWER_MAX_MS });
  try {
    const { upstreams, ...api } = await askApi(client, address);
    return { address, found: [...found, ...api.found], upstreams };
  } catch (error) {
    return { address, found: [...found, refusedDiagnosis(error)] };
  }
}

function notRunning(sentence: string): Diagnosis {
  const remedy =
    'Start it by "tokenward serve", or name it by TOKENWARD_ADDRESS and TOKENWARD_KEY; journal, open calls, checkpoints and keys were not looked at.';
  return { check: 'server', state: 'warning', sentence, remedy };
}

async function readDate(address: string): Promise<{ readonly serverMs: number; readonly nowMs: number } | undefined> {
  try {
    const answer = await fetch(new URL('/healthz', address), { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    await answer.arrayBuffer();
    return { serverMs: Date.parse(answer.headers.get('date') ?? ''), nowMs: Date.now() };
  } catch {
    return undefined;
  }
}

function clockDiagnosis(date: { readonly serverMs: number; readonly nowMs: number }): Diagnosis {
  const skewMs = Math.abs(date.nowMs - date.serverMs);
  // The header has whole seconds.
  if (Number.isNaN(skewMs) || skewMs <= SKEW_MAX_MS) {
    return { check: 'clock', state: 'ok', sentence: "The server's clock agrees with this machine's.", remedy: null };
  }
  return {
    check: 'clock',
    state: 'warning',
    sentence: `The server's clock is ${Math.round(skewMs / 1000)} s away from this machine's.`,
    remedy: 'Let both take the time from a time server: expiry, prices and audit moments go by the clock.',
  };
}

function refusedDiagnosis(error: unknown): Diagnosis {
  if (error instanceof ProblemError && error.code === 'key_unknown') {
    return {
      check: 'keys',
      state: 'fault',
      sentence: 'The server does not know the key of this command line.',
      remedy:
        'If it was good elsewhere, the gateways hash keys with different peppers: give all of one store the same TOKENWARD_KEY_PEPPER. Else name another key by TOKENWARD_KEY.',
    };
  }
  if (error instanceof ProblemError) {
    return { check: 'server', state: 'fault', sentence: error.message, remedy: error.problem.remedy };
  }
  const sentence = error instanceof UnansweredError ? error.message : String(error);
  return { check: 'server', state: 'fault', sentence, remedy: "See the server's log." };
}

async function askApi(client: ControlClient, address: string) {
  const upstreams: CheckedUpstream[] = [];
  for await (const upstream of client.rows('listUpstreams', { query: { limit: LIMIT } })) upstreams.push(upstream);
  const found = [
    await openCallsDiagnosis(client),
    await checkpointDiagnosis(client),
    await sampleDiagnosis(client, upstreams),
    ...(await gatewaysDiagnosis(client)),
    ...(await diagnoseBudgets(client)),
    await diagnoseProvisioning(client, address),
  ];
  return { found, upstreams };
}

async function openCallsDiagnosis(client: ControlClient): Promise<Diagnosis> {
  const { rows } = await client.call('listOpenCalls', { query: { limit: LIMIT } });
  const old = rows.filter(({ admittedAt }) => Date.now() - Date.parse(admittedAt) > OPEN_MAX_MS);
  const check = 'open calls';
  if (old.length === 0)
    return { check, state: 'ok', sentence: `${rows.length} open, none older than 15 minutes.`, remedy: null };
  const gateways = [...new Set(old.map(({ gatewayId }) => gatewayId))].join(', ');
  return {
    check,
    state: 'warning',
    sentence: `${old.length} calls have been open for more than 15 minutes (${gateways}).`,
    remedy:
      'Start the gateway that took them on its own data directory: its journal settles them. "tokenward calls --open" lists them.',
  };
}

async function checkpointDiagnosis(client: ControlClient): Promise<Diagnosis> {
  const check = 'checkpoints';
  const { headSequence, sound, fault } = await client.call('verifyAudit', { query: { events: 1_000 } });
  if (!sound) {
    const remedy = 'Keep the store as it is, export the trail, and verify it against your kept checkpoints.';
    return { check: 'audit trail', state: 'fault', sentence: `The audit trail is not sound: ${fault}.`, remedy };
  }
  let newest: { readonly atMs: number; readonly sequence: number } | undefined;
  for await (const checkpoint of client.rows('listAuditCheckpoints', { query: { limit: LIMIT } })) newest = checkpoint;
  if (headSequence === 0 || newest?.sequence === headSequence) {
    return { check, state: 'ok', sentence: 'The head of the audit trail is signed.', remedy: null };
  }
  const ageMs = Date.now() - (newest?.atMs ?? 0);
  if (newest !== undefined && ageMs < CHECKPOINT_MAX_MS) {
    return { check, state: 'ok', sentence: `The newest is ${Math.round(ageMs / 60_000)} minutes old.`, remedy: null };
  }
  return {
    check,
    state: 'warning',
    sentence:
      newest === undefined
        ? 'The audit trail was never signed.'
        : `The newest is ${Math.round(ageMs / 3_600_000)} hours old.`,
    remedy:
      'A gateway signs five minutes after its start and every five minutes then; see its log for audit.checkpoint_failed, or sign by "tokenward audit checkpoint".',
  };
}

async function sampleDiagnosis(client: ControlClient, upstreams: readonly CheckedUpstream[]): Promise<Diagnosis> {
  const check = 'sample keys';
  let sample = 0;
  for await (const key of client.rows('listApiKeys', { query: { limit: LIMIT, status: 'active' } })) {
    if (key.managedBy === 'sample') sample += 1;
  }
  if (sample === 0) return { check, state: 'ok', sentence: 'None is active.', remedy: null };
  const isPaid = upstreams.some(({ key }) => key.kind !== 'none');
  const sentence = `${sample} keys of the sample organisation are active`;
  if (!isPaid)
    return { check, state: 'ok', sentence: `${sentence}; no upstream has a key, so nothing is paid.`, remedy: null };
  return {
    check,
    state: 'warning',
    sentence: `${sentence}, and an upstream is real.`,
    remedy:
      'Make keys of your own by "tokenward keys create", then end these by "tokenward keys revoke", and set server.sample to off.',
  };
}

async function gatewaysDiagnosis(client: ControlClient): Promise<readonly Diagnosis[]> {
  const { rows } = await client.call('listCalls', { query: { limit: LIMIT } });
  const gateways = [...new Set(rows.map(({ gatewayId }) => gatewayId))];
  if (gateways.length < 2 || (process.env['TOKENWARD_KEY_PEPPER'] ?? '') !== '') return [];
  return [
    {
      check: 'keys',
      state: 'warning',
      sentence: `${gateways.length} gateways took the newest calls (${gateways.join(', ')}), and TOKENWARD_KEY_PEPPER is not set here.`,
      remedy:
        'Gateways of one store need one pepper, or each knows only the keys that it made: set TOKENWARD_KEY_PEPPER on all of them.',
    },
  ];
}
