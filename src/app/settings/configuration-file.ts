import { z } from 'zod';
import { Declaration } from '../../contract/configuration.ts';
import { ServerSettings } from './server-settings.ts';

/** The one file of a deployment: how the process runs, and what the organisation declares. Unknown members are errors. */
export const ConfigurationFile = z
  .strictObject({
    server: ServerSettings,
    organisation: Declaration.prefault({}),
  })
  .meta({
    title: 'tokenward.yaml',
    description:
      'Configuration of Tokenward. Secrets never stand here: they are named and read from the environment or a file.',
  });

export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

/** The published JSON Schema of the file, for editors. */
export function configurationJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $id: 'https://tokenward.dev/schema/tokenward.schema.json',
    ...z.toJSONSchema(ConfigurationFile, { io: 'input', target: 'draft-2020-12' }),
  };
}
