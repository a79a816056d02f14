import type { Command } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';
import { readConfiguration } from './configuration-text.ts';
import type { Write } from './write.ts';

type CheckOptions = ConnectionOptions & { readonly server?: boolean };

export function addCheckCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('check [file]'))
    .description('check a configuration file: each fault with file, line and remedy; without a server')
    .option('--server', 'also ask the running server whether it could be applied there')
    .addHelpText(
      'after',
      '\nThe file is tokenward.yaml, or what TOKENWARD_CONFIG names. Ends with 0 when it is fit, with 2 when it has faults.\n' +
        'A row that the file refers to and does not declare may be kept by the API: --server asks.\n' +
        '\nExamples:\n  tokenward check\n  tokenward check examples/tokenward.yaml\n  tokenward check --server',
    )
    .action((file: string | undefined, options: CheckOptions) => checkFile(file, options, write));
}

async function checkFile(named: string | undefined, options: CheckOptions, write: Write): Promise<void> {
  const read = await readConfiguration(named);
  const found = 'file' in read ? await findIn(read, options) : { faults: read, warnings: [] };
  if (found.faults.length > 0) process.exitCode = 2;
  if (options.json === true) return write(JSON.stringify({ fit: found.faults.length === 0, ...found }));
  for (const line of found.faults) write(line);
  for (const line of found.warnings) write(`warning: ${line}`);
  const file = 'file' in read ? read.file : (named ?? 'the file');
  if (found.faults.length > 0) return write(`\n${counted(found.faults.length, 'fault')} in ${file}.`);
  const warned = found.warnings.length === 0 ? '' : `, with ${counted(found.warnings.length, 'warning')}`;
  write(`${file} is fit to be used${warned}.`);
}

type ReadFile = Exclude<Awaited<ReturnType<typeof readConfiguration>>, readonly string[]>;
type Found = { readonly faults: readonly string[]; readonly warnings: readonly string[] };

async function findIn(read: ReadFile, options: CheckOptions): Promise<Found> {
  const { checkDeclaration, lineOf } = await import('../../app/settings/check-declaration.ts');
  const asksServer = options.server === true;
  const declared = checkDeclaration(read.inHand, { elsewhere: asksServer ? 'allowed' : 'unknown', nowMs: Date.now() });
  const own = withPolicy(declared, await findInPolicy(read));
  if (!asksServer || own.faults.length > 0) return own;
  const { organisation } = read.inHand.configuration;
  const plan = await openConnection(options).call('planConfiguration', { body: { declaration: organisation } });
  // The server knows every row: what was only unknown to the file is said by it, or is no matter.
  const warnings = own.warnings.filter((line) => !line.includes('There is no '));
  return { faults: plan.faults.map((fault) => lineOf(read.inHand, fault)), warnings };
}

/** What is wrong with the part "policy"; a case that comes out otherwise is a fault too. */
async function findInPolicy(read: ReadFile): Promise<Found> {
  if (read.inHand.configuration.policy === null) return { faults: [], warnings: [] };
  const { readPolicyFile } = await import('../../app/policy/read-policy-file.ts');
  const policy = readPolicyFile(read.text, read.file);
  if (policy.kind === 'faults') return { faults: policy.lines, warnings: [] };
  const { checkPolicyFile } = await import('../../app/policy/check-policy-file.ts');
  const { faults, warnings, cases } = await checkPolicyFile(policy.policy);
  const failing = cases.filter((each) => each.faults.length > 0);
  return {
    faults: [
      ...faults,
      ...failing.map(({ place, name, faults: why }) => `${place}  the case "${name}": ${why.join('; ')}`),
    ],
    warnings,
  };
}

function withPolicy(one: Found, other: Found): Found {
  return { faults: [...one.faults, ...other.faults], warnings: [...one.warnings, ...other.warnings] };
}

function counted(many: number, word: string): string {
  return many === 1 ? `1 ${word}` : `${many} ${word}s`;
}
