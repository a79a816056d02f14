import { type Command, Option } from 'commander';
import { CliFailure } from '../connection/cli-failure.ts';

export type EnvelopeScopeOptions = {
  readonly teamId?: string;
  readonly projectId?: string;
  readonly useCaseId?: string;
  readonly personId?: string;
  readonly lane?: string;
  readonly tag?: string;
};

/** The options by which a command says whose calls it means. */
export function addEnvelopeScopeOptions(command: Command): Command {
  return command
    .option('--team-id <id>', 'for calls of this team')
    .option('--project-id <id>', 'for calls of this project')
    .option('--use-case-id <id>', 'for calls of this use case')
    .option('--person-id <id>', 'for calls of this person')
    .addOption(new Option('--lane <lane>', 'for calls of this lane').choices(['exploration', 'production']))
    .option('--tag <name=value>', 'for calls by keys with this tag');
}

/** Members that were not named are left out; together they narrow. */
export function readEnvelopeScope(options: EnvelopeScopeOptions): Readonly<Record<string, unknown>> {
  const { teamId, projectId, useCaseId, personId, lane, tag } = options;
  const members = Object.entries({ teamId, projectId, useCaseId, personId, lane });
  return {
    ...Object.fromEntries(members.filter(([, value]) => value !== undefined)),
    ...(tag === undefined ? {} : { tag: readTag(tag) }),
  };
}

function readTag(text: string): { readonly name: string; readonly value: string } {
  const [name = '', ...rest] = text.split('=');
  if (name === '' || rest.length === 0) throw new CliFailure(`--tag "${text}" is not of the form name=value.`, 2);
  return { name, value: rest.join('=') };
}
