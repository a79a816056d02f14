import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields } from '../output/table.ts';
import { count } from '../output/words.ts';
import { showRows } from './show-rows.ts';
import { tellVersion } from './tell-version.ts';
import type { Write } from './write.ts';

type Mine = AnswerOf<'listMyAssets'>;
type SpanOptions = ConnectionOptions & { readonly last?: string; readonly from?: string; readonly to?: string };

/** How what somebody wrote comes to be approved, and how often it was used since. */
export function addLibraryProposalCommands(library: Command, write: Write): void {
  withConnection(library.command('mine'))
    .description('what you answer for, and what waits for your approval')
    .addHelpText('after', '\nExample:\n  tokenward library mine')
    .action((options: ConnectionOptions) => mine(options, write));
  const steps = { propose: 'proposeLibraryVersion', withdraw: 'withdrawLibraryProposal' } as const;
  for (const [name, operation] of Object.entries(steps))
    withConnection(library.command(`${name} <id> <version>`))
      .description(name === 'propose' ? 'put a draft before the owner of its use case' : 'take a proposal back')
      .addHelpText('after', `\nExample:\n  tokenward library ${name} meeting-notes 2`)
      .action(async (id: string, version: string, options: ConnectionOptions) =>
        tellVersion(
          await runOperation(openConnection(options), operation, { params: { id, version } }),
          options,
          write,
        ),
      );
  withConnection(library.command('decline <id> <version>'))
    .description('say no to a proposal, and why, as the owner of its use case')
    .requiredOption('--reason <words>', 'whoever proposed it reads this')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward library decline meeting-notes 2 --reason "Name the source of the figures."',
    )
    .action(async (id: string, version: string, options: ConnectionOptions & { readonly reason: string }) => {
      const request = { params: { id, version }, body: { reason: options.reason } };
      tellVersion(await runOperation(openConnection(options), 'declineLibraryVersion', request), options, write);
    });
  withConnection(library.command('used <id>'))
    .description('how often others used an asset; nobody is named, and people are counted from five on')
    .option('--last <span>', 'for instance 7d or 12w; 30 days where nothing is said')
    .option('--from <moment>', 'inclusive')
    .option('--to <moment>', 'exclusive')
    .addHelpText('after', '\nExample:\n  tokenward library used meeting-notes --last 12w')
    .action(async (id: string, options: SpanOptions) => {
      const request = { params: { id }, query: readRange(options) };
      const used = await runOperation(openConnection(options), 'readAssetReuse', request);
      write(options.json === true ? JSON.stringify(used) : usedInWords(used));
    });
}

async function mine(options: ConnectionOptions, write: Write): Promise<void> {
  const { own, toDecide } = await openConnection(options).call('listMyAssets', {});
  if (options.json === true) return write(JSON.stringify({ own, toDecide }));
  if (own.length === 0) write('You answer for nothing in the library: tokenward library create begins it.');
  else await showRows(own.map(rowOf), ['id', 'kind', 'name', 'useCaseId', 'in use', 'draft'], { options, write });
  for (const { version, asset } of toDecide)
    write(`${version.id} waits for you: ${asset.name}, by ${version.writtenBy}. ${version.changeNotes}`);
}

function rowOf({ standing, ...asset }: Mine['own'][number]) {
  const { inUse, draft } = standing;
  return {
    ...asset,
    'in use': inUse === null ? '-' : `${inUse.version}${inUse.isApproved ? '' : ', not approved'}`,
    draft: draft === null ? '-' : `${draft.version}, ${draft.state}`,
  };
}

function usedInWords(used: AnswerOf<'readAssetReuse'>): string {
  const people = used.adopters === null ? 'fewer than five' : count(used.adopters);
  return layOutFields([
    ['calls of others', count(used.calls)],
    ['tasks', count(used.tasks)],
    ['people', people],
    ['copies', count(used.copies)],
    ['calls of forks', count(used.forkCalls)],
    ...used.versions.map(({ version, calls }): [string, string] => [`version ${version}`, `${count(calls)} calls`]),
  ]);
}
