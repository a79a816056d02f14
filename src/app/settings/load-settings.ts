import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseConfigurationFile } from './parse-configuration-file.ts';
import { ServerSettings } from './server-settings.ts';

export const CONFIGURATION_FILE = 'tokenward.yaml';

export type LoadedSettings =
  | { readonly kind: 'settings'; readonly settings: ServerSettings; readonly file: string | null }
  | { readonly kind: 'faults'; readonly file: string; readonly lines: readonly string[] };

/**
 * How this process runs: tokenward.yaml's `server` part where there is such a file, then the few variables that
 * deployments set (PORT, HOST, TOKENWARD_DATA). Every other setting stands in the file.
 */
export function loadSettings(options: {
  readonly file: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}): LoadedSettings {
  const file = resolve(options.file ?? options.environment['TOKENWARD_CONFIG'] ?? CONFIGURATION_FILE);
  const asked = options.file ?? options.environment['TOKENWARD_CONFIG'];
  if (!existsSync(file)) {
    if (asked !== undefined)
      return {
        kind: 'faults',
        file,
        lines: [`${file}: there is no such file → name one that exists, or leave it out to run with defaults`],
      };
    return { kind: 'settings', settings: withEnvironment(ServerSettings.parse({}), options.environment), file: null };
  }
  const parsed = parseConfigurationFile(readFileSync(file, 'utf8'), file);
  if (parsed.kind === 'faults') return { kind: 'faults', file, lines: parsed.lines };
  return { kind: 'settings', settings: withEnvironment(parsed.configuration.server, options.environment), file };
}

function withEnvironment(settings: ServerSettings, environment: NodeJS.ProcessEnv): ServerSettings {
  const port = environment['PORT'];
  const host = environment['HOST'];
  const dataDirectory = environment['TOKENWARD_DATA'];
  return ServerSettings.parse({
    ...settings,
    ...(port === undefined || port === '' ? {} : { port: Number(port) }),
    ...(host === undefined || host === '' ? {} : { host }),
    ...(dataDirectory === undefined || dataDirectory === '' ? {} : { dataDirectory }),
  });
}
