import { z } from 'zod';
import { DEFAULT_SETTINGS, type ModelSettings } from '../../domain/gaming/simulated-models.ts';
import { checkFormula } from '../../domain/score/formula.ts';
import { parseYamlFile } from '../settings/parse-yaml-file.ts';

export type ReadSettings =
  | { readonly kind: 'settings'; readonly settings: ModelSettings }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

const percent = z.int().min(0).max(100);
/** What the file does not say is as usual; figures of the formula stand where `tokenward scores rules` shows them. */
const SettingsFile = z.strictObject({
  tokenCapPercent: z.int().min(100).max(10_000).optional(),
  levels: z.array(percent).min(1).max(10).optional(),
  adherencePercent: percent.optional(),
  teamPercent: percent.optional(),
  teamSize: z.int().min(1).max(16).optional(),
  formula: z.record(z.string(), z.unknown()).optional(),
});

/** The organisation's own figures, laid over the usual ones; faults in words, where the file has some. */
export function readModelSettings(text: string, file: string): ReadSettings {
  const parsed = parseYamlFile(text, file, SettingsFile);
  if (parsed.kind === 'faults') return parsed;
  const { formula: said = {}, ...rest } = parsed.value;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return withFormula({ ...DEFAULT_SETTINGS, ...given }, said);
}

/** A published formula, or a draft of one, laid over the usual formula. */
export function withFormula(settings: ModelSettings, said: unknown): ReadSettings {
  const faults: string[] = [];
  const formula = layOver(DEFAULT_SETTINGS.formula, said, 'formula', faults);
  const lines = [...faults, ...(faults.length === 0 ? checkFormula(formula) : [])];
  return lines.length > 0 ? { kind: 'faults', lines } : { kind: 'settings', settings: { ...settings, formula } };
}

/** Keeps the shape of what is usual: numbers stay numbers, and nothing is added to it. */
function layOver<Value>(usual: Value, said: unknown, path: string, faults: string[]): Value;
function layOver(usual: unknown, said: unknown, path: string, faults: string[]): unknown {
  if (said === undefined) return usual;
  if (typeof usual !== 'object' || usual === null) {
    if (typeof said === typeof usual) return said;
    faults.push(`${path} is not a ${typeof usual}.`);
    return usual;
  }
  if (typeof said !== 'object' || said === null) {
    faults.push(`${path} is not a map.`);
    return usual;
  }
  for (const name of Object.keys(said))
    if (!Object.hasOwn(usual, name)) faults.push(`${path}.${name} is not a figure of the formula.`);
  const given = new Map<string, unknown>(Object.entries(said));
  return Object.fromEntries(
    Object.entries(usual).map(([name, value]) => [name, layOver(value, given.get(name), `${path}.${name}`, faults)]),
  );
}
