import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';

type PreviewOptions = ConnectionOptions & { readonly teams?: boolean };

export function addDigestCommands(program: Command, { write }: CommandHouse): void {
  const digest = program
    .command('digest')
    .description('what you are told of your week on Monday mornings, and whether you want to be')
    .addHelpText('after', '\nExamples:\n  tokenward digest preview\n  tokenward digest off');
  withConnection(digest.command('preview', { isDefault: true }))
    .description('the digest of the last whole week')
    .option('--teams', 'what teams are told instead; needs control.read')
    .addHelpText('after', '\nExample:\n  tokenward digest preview --teams')
    .action(async (options: PreviewOptions) => {
      const client = openConnection(options);
      if (options.teams === true) {
        const teams = await client.call('previewTeamDigests', {});
        return write(options.json === true ? JSON.stringify(teams) : teamsInWords(teams));
      }
      const mine = await client.call('readMyDigest', {});
      write(options.json === true ? JSON.stringify(mine) : mineInWords(mine));
    });
  for (const [name, wanted] of [
    ['on', true],
    ['off', false],
  ] as const)
    withConnection(digest.command(name))
      .description(wanted ? 'get it, as everybody does who said nothing' : 'do not get it')
      .addHelpText('after', `\nExample:\n  tokenward digest ${name}`)
      .action(async (options: ConnectionOptions) => {
        const mine = await openConnection(options).call('chooseMyDigest', { body: { wanted } });
        write(options.json === true ? JSON.stringify(mine) : sentenceOf(mine));
      });
}

function mineInWords(mine: AnswerOf<'readMyDigest'>): string {
  const { digest, week } = mine;
  const told =
    digest === null ? `You had no task in the week from ${week} on.` : `${digest.subject}\n\n${digest.words}`;
  return `${told}\n\n${sentenceOf(mine)}`;
}

function sentenceOf({ wanted, channels }: AnswerOf<'readMyDigest'>): string {
  if (!wanted) return 'It is not sent to you: you said that you do not want it. "tokenward digest on" changes that.';
  if (channels.length === 0)
    return 'It is sent to nobody: this server has no channel that writes to people (docs/notices.md).';
  return 'It is sent to you by e-mail on Monday mornings. "tokenward digest off" ends that.';
}

function teamsInWords({ digests, week }: AnswerOf<'previewTeamDigests'>): string {
  if (digests.length === 0)
    return `Nothing is told of teams for the week from ${week} on: that takes five people who had tasks.`;
  return digests.map(({ subject, words }) => `${subject}\n\n${words}`).join('\n\n———\n\n');
}
