import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { issueInWords } from '../../contract/parse-wire.ts';
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
    return withEnvironment(ServerSettings.parse({}), { environment: options.environment, file: null });
  }
  const parsed = parseConfigurationFile(readFileSync(file, 'utf8'), file);
  if (parsed.kind === 'faults') return { kind: 'faults', file, lines: parsed.lines };
  return withEnvironment(parsed.configuration.server, { environment: options.environment, file });
}

const VARIABLES = { port: 'PORT', host: 'HOST', dataDirectory: 'TOKENWARD_DATA' } as const;

function withEnvironment(
  settings: ServerSettings,
  from: { readonly environment: NodeJS.ProcessEnv; readonly file: string | null },
): LoadedSettings {
  const { environment, file } = from;
  const set = (variable: string): string | undefined =>
    environment[variable] === '' ? undefined : environment[variable];
  const port = set(VARIABLES.port);
  const host = set(VARIABLES.host);
  const dataDirectory = set(VARIABLES.dataDirectory);
  const parsed = ServerSettings.safeParse(
    {
      ...settings,
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(host === undefined ? {} : { host }),
      ...(dataDirectory === undefined ? {} : { dataDirectory }),
    },
    { error: issueInWords },
  );
  if (parsed.success) return { kind: 'settings', settings: parsed.data, file };
  const lines = parsed.error.issues.map(({ path, message }) => {
    const member = String(path[0]);
    const variable = Object.entries(VARIABLES).find(([name]) => name === member)?.[1] ?? member;
    return `the environment variable ${variable} ${message} → unset it, or give it a value that server.${member} may have`;
  });
  return { kind: 'faults', file: file ?? CONFIGURATION_FILE, lines };
}
