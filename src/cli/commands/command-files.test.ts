import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { OPERATION_IDS } from '../../contract/routes.ts';
import { COMMAND_FILES } from './command-files.ts';
import { ROW_NOUNS } from './row-nouns.ts';

async function loadProgram(): Promise<Command> {
  const program = new Command('tokenward');
  for (const load of new Set(Object.values(COMMAND_FILES))) (await load())(program, { write: () => {}, version: '0' });
  return program;
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

test('every command is found under its own name', async () => {
  for (const [name, load] of Object.entries(COMMAND_FILES)) {
    const program = new Command();
    (await load())(program, { write: () => {}, version: '0' });
    assert.ok(
      program.commands.some((command) => command.name() === name),
      name,
    );
  }
});

test('every noun has its command', () => {
  for (const { command } of ROW_NOUNS) assert.ok(Object.hasOwn(COMMAND_FILES, command), command);
});

test('every command says what it is for and shows an example', async () => {
  for (const command of leavesOf(await loadProgram())) {
    const help: string[] = [];
    command.configureOutput({ writeOut: (text) => void help.push(text) });
    command.outputHelp();
    assert.ok(command.description() !== '', command.name());
    assert.match(help.join(''), /Examples?:\n {2}\S/, command.name());
  }
});

test('every row of the control API can be listed, shown, created and ended from the command line', () => {
  const used = new Set<string>(
    ROW_NOUNS.flatMap(({ list, read, create, verbs }) => [list, read, create, ...Object.values(verbs)]),
  );
  const ofRows = OPERATION_IDS.filter((id) => /^(list|read|create|change|archive|restore|end)/.test(id));
  const elsewhere =
    /ApiKey|Me$|MyUsage|Usage|Call|Audit|Configuration|OpenApi|Suspension|Content|MyR|AccessReview|Report|Policy|Approval|Exception|Allowance|Transfer|Detect|Protection|Envelope|Suspense|MetricValues|Calendar|Forecast|Notice|Showback|RatedRows|Close|Focus|SharedCost|Reconciliation|Route|Cache|Workflow|Library|StarterSet/;
  assert.deepEqual(
    ofRows.filter((id) => !elsewhere.test(id) && !used.has(id)),
    [],
  );
});
