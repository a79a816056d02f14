import type { Command } from 'commander';
import { writeOutputFile } from '../output/named-file.ts';
import type { CommandHouse } from './command-files.ts';

export function addSchemaCommand(program: Command, { write }: CommandHouse): void {
  program
    .command('schema')
    .description('print the JSON Schema of tokenward.yaml, for editors and for programs that write the file')
    .option('-o, --output <file>', 'into this file')
    .option('--policy', 'of a file that holds a policy alone')
    .addHelpText(
      'after',
      '\nThe same schema stands in schema/tokenward.schema.json. An editor with a YAML language server takes it from the line\n' +
        '  # yaml-language-server: $schema=./schema/tokenward.schema.json\n\nExamples:\n  tokenward schema\n  tokenward schema -o tokenward.schema.json',
    )
    .action(async (options: { readonly output?: string; readonly policy?: boolean }) => {
      const { configurationJsonSchema, policyJsonSchema } = await import('../../app/settings/configuration-file.ts');
      const schema = options.policy === true ? policyJsonSchema() : configurationJsonSchema();
      const text = JSON.stringify(schema, null, 2);
      if (options.output === undefined) return write(text);
      writeOutputFile(options.output, `${text}\n`);
      write(`The schema is in ${options.output}.`);
    });
}
