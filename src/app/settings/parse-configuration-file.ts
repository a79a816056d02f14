import { ConfigurationFile } from './configuration-file.ts';
import { parseYamlFile } from './parse-yaml-file.ts';

export type ParsedConfiguration =
  | {
      readonly kind: 'configuration';
      readonly configuration: ConfigurationFile;
      /** Where a part of the file stands, as `file:line:column`; where it is missing, its nearest parent. */
      readonly placeOf: (path: readonly string[]) => string;
      /** The line of a part, from 1. */
      readonly lineOf: (path: readonly string[]) => number;
    }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

/** Reads the file; every fault is one line `file:line:column  what → remedy`, in the order of the file. */
export function parseConfigurationFile(text: string, file: string): ParsedConfiguration {
  const parsed = parseYamlFile(text, file, ConfigurationFile);
  if (parsed.kind === 'faults') return parsed;
  const { value, placeOf, lineOf } = parsed;
  return { kind: 'configuration', configuration: value, placeOf, lineOf };
}
