import { parseArgs } from 'node:util';
import type { TargetName } from '../targets/target.ts';
import { fullSettings, type PartName, partNames, proxyNames, quickSettings, type Settings } from './settings.ts';

export type Options =
  | {
      readonly kind: 'compare';
      readonly settings: Settings;
      readonly json: boolean;
      readonly profileFolder: string | undefined;
    }
  | { readonly kind: 'soak'; readonly minutes: number; readonly targets: readonly TargetName[]; readonly json: boolean }
  | { readonly kind: 'help'; readonly text: string };

const help = `npm run bench [-- options]
  --quick            within three minutes, one round; without it about twenty minutes
  --json             one line of JSON on stdout and nothing else there
  --only LIST        targets (${proxyNames.join(', ')}) and parts (${partNames.join(', ')}), comma-separated
  --rounds N         rounds of fresh processes
  --soak [MINUTES]   memory over time at a steady rate, ten minutes unless told otherwise
  --profile FOLDER   writes Tokenward's CPU profile there`;

/** Throws with the usage when an option is unknown or its value makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      soak: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  if (values.help) return { kind: 'help', text: help };
  const only = readOnly(values.only);
  if (values.soak) {
    const targets = only.targets.length === 0 ? (['tokenward'] as const) : only.targets;
    return { kind: 'soak', minutes: wholeNumber(positionals[0] ?? '10', '--soak'), targets, json: values.json };
  }
  if (positionals.length > 0) throw new Error(`unknown: ${positionals.join(' ')}\n${help}`);
  const base = values.quick ? quickSettings : fullSettings;
  const settings: Settings = {
    ...base,
    ...(only.targets.length === 0 ? {} : { targets: only.targets }),
    ...(only.parts.length === 0 ? {} : { parts: only.parts }),
    ...(values.rounds === undefined ? {} : { rounds: wholeNumber(values.rounds, '--rounds') }),
  };
  return { kind: 'compare', settings, json: values.json, profileFolder: values.profile };
}

function readOnly(list: string | undefined): {
  readonly targets: readonly TargetName[];
  readonly parts: readonly PartName[];
} {
  const words = list?.split(',').map((word) => word.trim()) ?? [];
  const targets = proxyNames.filter((name) => words.includes(name));
  const parts = partNames.filter((name) => words.includes(name));
  const known: readonly string[] = [...targets, ...parts];
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}\n${help}`);
  return { targets, parts };
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`${option} wants a whole number of at least 1, not ${text}`);
  return Number(text);
}
