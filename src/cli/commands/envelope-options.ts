import { type Command, Option } from 'commander';
import { CliFailure } from '../connection/cli-failure.ts';
import { addBodyOptions, readBody } from './body-options.ts';

export type EnvelopeOptions = Readonly<Record<string, unknown>>;

/** Members that have options of their own, or are said by several. */
const BUILT = ['scope', 'cap', 'carryOver', 'softThresholds', 'metric', 'anyway'];
const SCOPE = ['teamId', 'projectId', 'useCaseId', 'personId', 'lane'] as const;

/** The options of an envelope, for creating and changing one alike. */
export function addEnvelopeOptions(command: Command, id: 'createEnvelope' | 'changeEnvelope'): Command {
  return addBodyOptions(command, id, BUILT)
    .option('--team-id <id>', 'of this team only; scopes that are named together must all hold')
    .option('--project-id <id>', 'of this project')
    .option('--use-case-id <id>', 'of this use case')
    .option('--person-id <id>', 'of this person')
    .addOption(new Option('--lane <lane>', 'of this lane').choices(['exploration', 'production']))
    .option('--tag <name=value>', 'of keys with this tag')
    .option('--overdraft <amount>', 'elastic: calls hold a quantile of past cost, and so much may be overdrawn')
    .option('--quantile <number>', 'of past cost, 0.5 to 0.999; usually 0.9')
    .option('--strict', 'calls hold the worst case (usual)')
    .option('--soft-thresholds <percents>', 'percent of the cap at which people are told; parted by commas')
    .option('--carry-over <percent>', 'of what is not spent goes into the next period; "none" for none')
    .option('--carry-over-max <amount>', 'and at most so much')
    .option('--metric <name>', 'what the money is meant to move, shown beside the spend; "none" for none')
    .option('--metric-unit <unit>', 'its unit, for instance %')
    .option('--metric-target <number>', 'its target')
    .addOption(new Option('--metric-better <way>', 'which way is better').choices(['higher', 'lower']));
}

/** The body that the options say. */
export function readEnvelopeBody(
  id: 'createEnvelope' | 'changeEnvelope',
  options: EnvelopeOptions,
): Readonly<Record<string, unknown>> {
  return {
    ...readBody(id, options),
    ...member('scope', scopeOf(options)),
    ...member('cap', capOf(options)),
    ...member('carryOver', carryOverOf(options)),
    ...member('softThresholds', thresholdsOf(options)),
    ...member('metric', metricOf(options)),
  };
}

function member(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value };
}

function text(options: EnvelopeOptions, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The whole scope: a change that names a part of it names all of it. */
function scopeOf(options: EnvelopeOptions): Readonly<Record<string, unknown>> | undefined {
  const named = SCOPE.flatMap((name) => {
    const value = text(options, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const tag = text(options, 'tag');
  if (named.length === 0 && tag === undefined) return undefined;
  return { ...Object.fromEntries(named), ...(tag === undefined ? {} : { tag: tagOf(tag) }) };
}

function tagOf(tag: string): { readonly name: string; readonly value: string } {
  const at = tag.indexOf('=');
  if (at < 1) throw new CliFailure(`--tag must be name=value, for instance --tag client=acme, not "${tag}".`, 2);
  return { name: tag.slice(0, at), value: tag.slice(at + 1) };
}

function capOf(options: EnvelopeOptions): Readonly<Record<string, unknown>> | undefined {
  const [overdraft, quantile] = [text(options, 'overdraft'), text(options, 'quantile')];
  const strict = options['strict'] === true;
  if (strict && (overdraft !== undefined || quantile !== undefined))
    throw new CliFailure('--strict has no overdraft and no quantile: leave them out.', 2);
  if (strict) return { kind: 'strict' };
  if (overdraft === undefined && quantile === undefined) return undefined;
  return {
    kind: 'elastic',
    overdraft: overdraft ?? '0',
    ...(quantile === undefined ? {} : { quantile: Number(quantile) }),
  };
}

function carryOverOf(options: EnvelopeOptions): Readonly<Record<string, unknown>> | undefined {
  const [percent, amountMax] = [text(options, 'carryOver'), text(options, 'carryOverMax')];
  if (percent === 'none') return { kind: 'none' };
  if (percent === undefined && amountMax === undefined) return undefined;
  if (percent === undefined || amountMax === undefined)
    throw new CliFailure('What is carried over needs both: --carry-over <percent> and --carry-over-max <amount>.', 2);
  return { kind: 'unused', percent: Number(percent), amountMax };
}

function thresholdsOf(options: EnvelopeOptions): readonly number[] | undefined {
  const percents = text(options, 'softThresholds');
  if (percents === undefined) return undefined;
  return percents === '' || percents === 'none' ? [] : percents.split(',').map(Number);
}

function metricOf(options: EnvelopeOptions): Readonly<Record<string, unknown>> | null | undefined {
  const name = text(options, 'metric');
  const [unit, target, better] = ['metricUnit', 'metricTarget', 'metricBetter'].map((each) => text(options, each));
  if (name === 'none') return null;
  if (name === undefined) {
    if (unit === undefined && target === undefined && better === undefined) return undefined;
    throw new CliFailure('Name the metric too: --metric "Tickets resolved".', 2);
  }
  return {
    name,
    ...member('unit', unit),
    ...member('target', target === undefined ? undefined : Number(target)),
    ...member('better', better),
  };
}
