import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { readRange } from '../connection/read-range.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { count, dollars, moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type CallsOptions = ConnectionOptions & {
  readonly limit: number;
  readonly open?: boolean;
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
  readonly task?: string;
  readonly team?: string;
  readonly tier?: (typeof TIERS)[number];
  readonly lane?: (typeof LANES)[number];
  readonly only?: (typeof ONLY)[number];
};
type Call = AnswerOf<'readCall'>;
type OpenCall = AnswerOf<'listOpenCalls'>['rows'][number];

const TIERS = ['1', '2', '3'] as const;
const LANES = ['exploration', 'production'] as const;
const ONLY = ['refused', 'failed', 'estimated', 'unpriced', 'charged'] as const;

export function addCallsCommands(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('calls'))
    .description('the newest calls: who, for what, which model, how it ended, what it cost')
    .option('--limit <rows>', 'so many', readLimit, 20)
    .option('--last <span>', 'of the last 24h, 7d, 12w')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this moment')
    .option('--task <id>', 'of this task')
    .option('--team <id>', 'of this team')
    .addOption(new Option('--tier <tier>', 'of use cases that have this tier now').choices(TIERS))
    .addOption(new Option('--lane <lane>', 'of keys for this lane').choices(LANES))
    .addOption(new Option('--only <what>', 'those alone that ended so').choices(ONLY))
    .option('--open', 'those that were let through and are not settled yet')
    .addHelpText(
      'after',
      '\nA cost of "unpriced" means that no price is known; ~ before a number of tokens that it is estimated.\n' +
        '\nExamples:\n  tokenward calls\n  tokenward calls --team support --last 24h --limit 100\n  tokenward calls --open',
    )
    .action((options: CallsOptions) => (options.open === true ? showOpen(options, write) : showCalls(options, write)));
  withConnection(program.command('call <id>'))
    .description('everything that is recorded of one call')
    .addHelpText('after', '\nExample:\n  tokenward call 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action((id: string, options: ConnectionOptions) => showCall(id, options, write));
}

async function showCalls(options: CallsOptions, write: Write): Promise<void> {
  const query = {
    ...readRange(options),
    limit: options.limit,
    ...(options.task === undefined ? {} : { taskId: options.task }),
    ...(options.team === undefined ? {} : { teamId: options.team }),
    ...(options.tier === undefined ? {} : { tier: options.tier }),
    ...(options.lane === undefined ? {} : { lane: options.lane }),
    ...(options.only === undefined ? {} : { only: options.only }),
  };
  const page = await openConnection(options).call('listCalls', { query });
  if (options.json === true) return write(JSON.stringify(page));
  if (page.rows.length === 0) {
    return write('No calls were settled in this time. A call shows here about a second after it ended.');
  }
  const columns = ['when', 'call', 'who', 'use case', 'model', 'outcome'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  const numbers = ['in', 'out', 'ms', 'cost'].map((title) => ({ title, align: 'right' as const }));
  write(layOutTable([...columns, ...numbers], page.rows.map(rowOf)));
  const more = page.next === null ? '' : ' There are more: raise --limit.';
  write(`\n${zoneNote()} "tokenward call <id>" shows one whole.${more}`);
}

async function showOpen(options: CallsOptions, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listOpenCalls', { query: { limit: options.limit } });
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('No calls are open.');
  const columns = ['since', 'call', 'who', 'use case', 'model', 'gateway'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  write(
    layOutTable(
      columns,
      rows.map((call) => [...beginningOf(call), call.gatewayId]),
    ),
  );
  write(`\n${zoneNote()}`);
}

function beginningOf(call: OpenCall): readonly string[] {
  const who = call.personId ?? call.serviceAccountId ?? '-';
  return [moment(call.admittedAt), call.callId, who, call.useCaseId ?? '-', call.modelId ?? call.requestedModel ?? '-'];
}

function rowOf(call: Call): readonly string[] {
  const { usage } = call;
  const input =
    usage.inputUncachedTokens +
    usage.inputCacheReadTokens +
    usage.inputCacheWrite5mTokens +
    usage.inputCacheWrite1hTokens +
    usage.inputCacheWriteUnknownTokens;
  const mark = call.usageBasis === 'estimated' ? '~' : '';
  const output = usage.outputVisibleTokens + usage.outputReasoningTokens;
  const tokens = [input, output].map((tokens) => `${mark}${count(tokens)}`);
  return [...beginningOf(call), outcomeOf(call), ...tokens, call.latencyMs.toFixed(0), dollars(call.costNanodollars)];
}

function outcomeOf(call: Call): string {
  return call.errorCode === null ? call.outcome : `${call.outcome} (${call.errorCode})`;
}

async function showCall(id: string, options: ConnectionOptions, write: Write): Promise<void> {
  const call = await openConnection(options).call('readCall', { params: { id } });
  if (options.json === true) return write(JSON.stringify(call));
  for (const [title, names] of Object.entries(GROUPS)) {
    const fields = names.map((name): readonly [string, string] => [name, shown(call, name)]);
    write(`${title}\n${layOutFields(fields)}\n`);
  }
  write(zoneNote());
}

// biome-ignore format: a table is read down
const GROUPS = {
  Who: ['personId', 'serviceAccountId', 'teamId', 'projectId', 'costCentre', 'keyId', 'clientName'],
  'What for': ['useCaseId', 'useCaseSource', 'tier', 'lane', 'purpose', 'outputDestination', 'templateId', 'templateVersion', 'workItem', 'branch', 'taskId', 'taskSource', 'sessionId'],
  Decision: ['decision', 'decisionRules', 'policyVersion', 'approverId', 'errorCode'],
  Protection: ['dataClass', 'declaredDataClass', 'findings', 'obligations', 'inspectionFailures', 'mediaKinds', 'templateApproved', 'exceptionIds', 'shadowDecision', 'repeatOf', 'findingsDigest', 'answerFindings', 'answerAction'],
  Model: ['requestedModel', 'modelId', 'upstreamId', 'upstreamModel', 'responseModel', 'routeReason', 'translatedTo', 'difficulty', 'shadowOf', 'attempts', 'serviceTier'],
  Course: ['callId', 'face', 'stream', 'admittedAt', 'settledAt', 'outcome', 'status', 'finishReason', 'latencyMs', 'firstByteMs', 'requestBytes', 'responseBytes', 'messageCount', 'toolCount', 'maxOutputTokens', 'contextTokensEstimated', 'conversationHash', 'responseId', 'traceId', 'gatewayId'],
  Budget: ['heldNanodollars', 'clampedMaxOutputTokens', 'budgetWaitMs', 'holds', 'charges', 'repeats'],
  Cost: ['usage', 'usageBasis', 'vendorUsage', 'costNanodollars', 'priceId', 'priceBookVersion', 'routeSavingNanodollars', 'avoidedCostNanodollars', 'answeredBy', 'cacheStatus', 'cacheAgeMs'],
} as const satisfies Readonly<Record<string, readonly (keyof Call)[]>>;

function shown(call: Call, name: keyof Call): string {
  const value = call[name];
  if (name === 'costNanodollars') {
    return call.costNanodollars === null
      ? 'unpriced'
      : `${dollars(call.costNanodollars)} (${call.costNanodollars} nanodollars)`;
  }
  if (name === 'admittedAt' || name === 'settledAt') return moment(call[name]);
  if (value === null || value === undefined) return '-';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
