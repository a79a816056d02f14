import { z } from 'zod';
import { Declaration } from '../../contract/configuration.ts';
import { PolicyDocument } from '../../contract/policy-document.ts';
import { ServerSettings } from './server-settings.ts';

/** The one file of a deployment: how the process runs, and what the organisation declares. Unknown members are errors. */
export const ConfigurationFile = z
  .strictObject({
    server: ServerSettings,
    organisation: Declaration.prefault({}),
    /** Proposed by `tokenward apply` where it differs from the active one; somebody else approves it. */
    policy: PolicyDocument.nullable().default(null),
  })
  .meta({
    title: 'tokenward.yaml',
    description:
      'Configuration of Tokenward. Secrets never stand here: they are named and read from the environment or a file.',
  });

/** The published JSON Schema of a file that holds a policy alone. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $id: 'https://tokenward.dev/schema/policy.schema.json',
    ...z.toJSONSchema(PolicyDocument, { io: 'input', target: 'draft-2020-12' }),
  };
}

export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

/** The published JSON Schema of the file, for editors. */
export function configurationJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $id: 'https://tokenward.dev/schema/tokenward.schema.json',
    ...z.toJSONSchema(ConfigurationFile, { io: 'input', target: 'draft-2020-12' }),
  };
}
