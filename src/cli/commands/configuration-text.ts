import type { FileInHand } from '../../app/settings/check-declaration.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { readInputFile } from '../output/named-file.ts';

export type ReadConfiguration = {
  readonly file: string;
  readonly text: string;
  readonly inHand: FileInHand;
};

/** Reads and parses the configuration file; faults of its form end the command, each with its place and remedy. */
export async function readConfiguration(named: string | undefined): Promise<ReadConfiguration | readonly string[]> {
  const { CONFIGURATION_FILE } = await import('../../app/settings/load-settings.ts');
  const { parseConfigurationFile } = await import('../../app/settings/parse-configuration-file.ts');
  const file = named ?? process.env['TOKENWARD_CONFIG'] ?? CONFIGURATION_FILE;
  const text = readInputFile(file);
  const parsed = parseConfigurationFile(text, file);
  return parsed.kind === 'faults' ? parsed.lines : { file, text, inHand: parsed };
}

function faultsInWords(lines: readonly string[]): string {
  return `${lines.join('\n')}\n${lines.length === 1 ? '1 fault' : `${lines.length} faults`}. Nothing was applied.`;
}

export function refuseConfiguration(lines: readonly string[]): never {
  throw new CliFailure(faultsInWords(lines), 2);
}
