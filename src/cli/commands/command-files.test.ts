import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
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

test('every operation of the control API can be asked for from the command line', () => {
  const ofRows = ROW_NOUNS.flatMap(({ list, read, create, verbs }) => [list, read, create, ...Object.values(verbs)]);
  const folder = fileURLToPath(new URL('../', import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const named = sources.flatMap((source) => [...source.matchAll(/'([a-z][A-Za-z]+)'/g)].map(([, name = '']) => name));
  const used = new Set<string>([...ofRows, ...named, ...FOR_PROGRAMS, ...PUT_TOGETHER]);
  assert.deepEqual(
    OPERATION_IDS.filter((id) => !used.has(id)),
    [],
  );
});

/** What programs and pages ask for. */
const FOR_PROGRAMS = [
  ...['inspectTexts', 'decide', 'decideForLitellm', 'readMyUsage', 'readAuditPublicKey', 'listMetricValues'],
  // `tokenward export cost-report-lines` has them all.
  'listCostReportLines',
  ...['readVisit', 'signIn', 'signOut', 'readSignInLink', 'signInByLink', 'changeMyPassword', 'createWorkbenchKey'],
  ...['listMyViews', 'createMyView', 'changeMyView', 'archiveMyView', 'restoreMyView', 'adoptView'],
  ...['listMySessions', 'endMySession', 'readDevice', 'answerDevice'],
  ...[
    'listConfigurationVersions',
    'readConfigurationVersion',
    'listContentReadings',
    'listContentErasures',
    'changeApiKey',
  ],
];
/** Asked for under names that commands put together from a verb. */
const PUT_TOGETHER = [
  ...['archiveEnvelope', 'restoreEnvelope', 'archiveWorkflow', 'restoreWorkflow', 'proposePolicyVersion'],
  ...['archiveSource', 'restoreSource'],
];
