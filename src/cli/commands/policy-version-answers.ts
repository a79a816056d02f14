import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { moment } from '../output/words.ts';
import type { Write } from './write.ts';

export type ShowOptions = ConnectionOptions & { readonly cedar?: boolean; readonly source?: boolean };
type Version = AnswerOf<'listPolicyVersions'>['rows'][number];

export async function listPolicies(options: ConnectionOptions, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listPolicyVersions', { query: { limit: 500 } });
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0)
    return write('There is no version yet: the built-in policy decides (tokenward policy show --cedar).');
  const titles = ['version', 'state', 'rules', 'author', 'approved by', 'note', 'changed'];
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' as const })),
      rows.map((row) => [
        row.version,
        stateInWords(row),
        String(row.rulesCount),
        row.authorId,
        approversOf(row),
        row.note === '' ? '-' : row.note.slice(0, 40),
        moment(row.updatedAt),
      ]),
    ),
  );
}

/** For each use case and class of data what holds; `?` marks a rule that holds for some of the calls. */
export async function listControls(
  useCaseId: string | undefined,
  options: ConnectionOptions,
  write: Write,
): Promise<void> {
  const told = await openConnection(options).call('listPolicyControls', { query: { limit: 500 } });
  const rows = told.rows.filter((row) => useCaseId === undefined || row.useCaseId === useCaseId);
  if (options.json === true) return write(JSON.stringify({ ...told, rows }));
  if (rows.length === 0) return write('There is no such use case.');
  write(
    layOutTable(
      ['use case', 'class', 'comes to', 'models', 'rules'].map((title) => ({ title, align: 'left' as const })),
      rows.flatMap((row) =>
        row.classes.map((one) => [
          row.useCaseId,
          one.dataClass,
          one.stoppedBy === null ? one.effect : `refuse (${one.stoppedBy})`,
          one.modelIds.join(', ') || '-',
          one.controls.map(({ ruleId, always }) => (always ? ruleId : `${ruleId}?`)).join(', ') || '-',
        ]),
      ),
    ),
  );
  write('\n? holds for some of the calls. "tokenward policy show --cedar" shows each rule.');
}

export async function showPolicy(version: string | undefined, options: ShowOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (version === undefined) {
    const now = await client.call('readPolicy', {});
    if (options.json === true) return write(JSON.stringify(now));
    if (options.cedar === true) return write(now.cedar);
    const active = now.activeId === null ? 'the built-in policy' : `version ${now.activeId} (${now.version})`;
    const staged =
      now.staged === null ? 'none' : `version ${now.staged.id} for ${percent(now.staged.share)} of the keys`;
    const shadow = now.shadowId === null ? 'none' : `version ${now.shadowId}`;
    return write(
      layOutFields([
        ['decides', active],
        ['staged', staged],
        ['shadow', shadow],
      ]),
    );
  }
  const whole = await runOperation(client, 'readPolicyVersion', { params: { id: version } });
  if (options.json === true) return write(JSON.stringify(whole));
  if (options.cedar === true) return write(whole.cedar);
  if (options.source === true) return write(whole.source);
  write(
    layOutFields([
      ['version', whole.version],
      ['state', stateInWords(whole)],
      ['note', whole.note === '' ? '-' : whole.note],
      ['written by', whole.authorId],
      ['approved by', approversOf(whole)],
      ['approvals needed', String(whole.approvalsNeeded)],
      ['written against', whole.baseId === null ? 'the built-in policy' : `version ${whole.baseId}`],
      ['rules', String(whole.rulesCount)],
      ['active since', whole.activatedAt === null ? '-' : moment(whole.activatedAt)],
      ['retired', whole.retiredAt === null ? '-' : moment(whole.retiredAt)],
    ]),
  );
}

/** Rules by their names: new, gone, and changed ones with both texts. */
export async function diffPolicies(
  which: { readonly version: string; readonly other: string | undefined },
  options: ConnectionOptions,
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const cedarOf = async (id: string): Promise<string> =>
    (await runOperation(client, 'readPolicyVersion', { params: { id } })).cedar;
  const before = which.other === undefined ? (await client.call('readPolicy', {})).cedar : await cedarOf(which.other);
  const [from, to] = [rulesByName(before), rulesByName(await cedarOf(which.version))];
  const names = [...new Set([...from.keys(), ...to.keys()])].sort();
  const changes = names.flatMap((name) => {
    const [was, is] = [from.get(name), to.get(name)];
    return was === is ? [] : [{ name, was: was ?? null, is: is ?? null }];
  });
  if (options.json === true) return write(JSON.stringify({ changes }));
  if (changes.length === 0) return write('Both have the same rules.');
  for (const { name, was, is } of changes) {
    write(was === null ? `+ ${name}` : is === null ? `- ${name}` : `~ ${name}`);
    for (const line of was?.split('\n') ?? []) if (is === null || !is.includes(line)) write(`    - ${line}`);
    for (const line of is?.split('\n') ?? []) if (was === null || !was.includes(line)) write(`    + ${line}`);
  }
}

function rulesByName(cedar: string): ReadonlyMap<string, string> {
  const rules = cedar.split(/\n(?=@id\()/).map((rule) => rule.trim());
  return new Map(
    rules.filter((rule) => rule !== '').map((rule) => [/^@id\("([^"]*)"\)/.exec(rule)?.[1] ?? rule, rule]),
  );
}

type Step =
  | 'rollBackToBuiltInPolicy'
  | `${'approve' | 'unapprove' | 'stage' | 'publish' | 'rollBack' | 'shadow' | 'withdraw'}PolicyVersion`;

export async function stepPolicy(
  operation: Step,
  request: { readonly version: string; readonly body?: Readonly<Record<string, unknown>> },
  options: ConnectionOptions,
  write: Write,
): Promise<void> {
  const { version, body = {} } = request;
  const row = await runOperation(openConnection(options), operation, { params: { id: version }, body });
  if (options.json === true) return write(JSON.stringify(row));
  write(`Version ${row.id} (${row.version}) is ${stateInWords(row)}.${nextStep(row)}`);
}

/** `built-in` retires the version that is active, if it is the first one. */
export async function rollBackPolicy(version: string, options: ConnectionOptions, write: Write): Promise<void> {
  if (version !== 'built-in') return stepPolicy('rollBackPolicyVersion', { version }, options, write);
  const { activeId } = await openConnection(options).call('readPolicy', {});
  if (activeId === null) return write('The built-in policy decides already.');
  return stepPolicy('rollBackToBuiltInPolicy', { version: activeId }, options, write);
}

function nextStep(row: Version): string {
  const given = row.approvals.filter(({ withdrawnAt }) => withdrawnAt === null).length;
  switch (row.state) {
    case 'proposed':
      return ` It has ${given} of ${row.approvalsNeeded} approvals.`;
    case 'approved':
      return ` Next: tokenward policy publish ${row.id}, or stage it for a share of the keys first.`;
    case 'active':
    case 'staged':
      return ' Every gateway decides by it within a second.';
    case 'draft':
    case 'retired':
    case 'withdrawn':
      return '';
  }
}

function stateInWords(row: Version): string {
  const share = row.share === null ? '' : ` for ${percent(row.share)} of the keys`;
  return `${row.state}${share}${row.shadow ? ', in shadow mode' : ''}`;
}

function approversOf(row: Version): string {
  const people = row.approvals.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ personId }) => personId);
  return people.length === 0 ? '-' : people.join(', ');
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
