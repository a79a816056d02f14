import type { PolicyFileCheck } from '../../app/policy/check-policy-file.ts';
import type { PolicyFile } from '../../app/policy/read-policy-file.ts';
import type { BodyOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { readInputFile } from '../output/named-file.ts';
import type { Write } from './write.ts';

export type FileOptions = ConnectionOptions & {
  readonly server?: boolean;
  readonly cedar?: boolean;
  readonly note?: string;
  readonly draft?: boolean;
};

/** Reads the policy of a file; faults of its form end the command. The file is policy.yaml where there is one. */
export async function readPolicy(
  named: string | undefined,
): Promise<{ readonly file: string; readonly text: string; readonly policy: PolicyFile }> {
  const { existsSync } = await import('node:fs');
  const file =
    named ?? (existsSync('policy.yaml') ? 'policy.yaml' : (process.env['TOKENWARD_CONFIG'] ?? 'tokenward.yaml'));
  const text = readInputFile(file);
  const { readPolicyFile } = await import('../../app/policy/read-policy-file.ts');
  const read = readPolicyFile(text, file);
  if (read.kind === 'faults') throw new CliFailure(read.lines.join('\n'), 2);
  return { file, text, policy: read.policy };
}

export async function checkPolicy(named: string | undefined, options: FileOptions, write: Write): Promise<void> {
  const { file, policy } = await readPolicy(named);
  const found = await checkHereOrThere(policy, options);
  const failing = found.cases.filter(({ faults }) => faults.length > 0);
  if (found.faults.length + failing.length > 0) process.exitCode = 2;
  if (options.json === true) return write(JSON.stringify({ fit: process.exitCode !== 2, ...found }));
  for (const line of found.faults) write(line);
  for (const { place, name, faults } of failing) write(`${place}  the case "${name}": ${faults.join('; ')}`);
  for (const line of found.warnings) write(`warning: ${line}`);
  if (options.cedar === true) write(found.cedar);
  if (found.faults.length + failing.length > 0) return write(`\nThe policy of ${file} cannot be proposed.`);
  write(`The policy of ${file} is fit to be proposed. ${casesInWords(found.cases)}`);
}

export async function testPolicy(named: string | undefined, options: FileOptions, write: Write): Promise<void> {
  const { policy } = await readPolicy(named);
  const { faults, cases } = await checkHereOrThere(policy, options);
  if (faults.length > 0) throw new CliFailure(faults.join('\n'), 2);
  const failing = cases.filter((each) => each.faults.length > 0);
  if (failing.length > 0) process.exitCode = 1;
  if (options.json === true)
    return write(JSON.stringify({ passed: cases.length - failing.length, failed: failing.length, cases }));
  for (const each of cases) {
    const isFailing = each.faults.length > 0;
    write(
      `${isFailing ? 'FAIL' : each.isTried ? 'ok  ' : '-   '} ${each.name}${isFailing ? `\n     ${each.place}  ${each.faults.join('; ')}` : ''}`,
    );
  }
  if (cases.length === 0)
    return write('The policy has no cases. Write some: they are tried again whenever it is published.');
  write(`\n${casesInWords(cases)}`);
}

function casesInWords(cases: PolicyFileCheck['cases']): string {
  const tried = cases.filter(({ isTried }) => isTried);
  const passed = tried.filter(({ faults }) => faults.length === 0).length;
  const untried = cases.length - tried.length;
  const left = untried === 0 ? '' : ` ${untried} name what only the server knows, and were not tried: say --server.`;
  return `${passed} of ${tried.length} cases came out as they say.${left}`;
}

/** With `--server` by the use cases and models that it has, else by those of the file. */
async function checkHereOrThere(policy: PolicyFile, options: FileOptions): Promise<PolicyFileCheck> {
  if (options.server !== true) {
    const { checkPolicyFile } = await import('../../app/policy/check-policy-file.ts');
    return checkPolicyFile(policy);
  }
  const { document, placeOf } = policy;
  const body = { document: bodyOf(document) };
  const checked = await openConnection(options).call('checkPolicy', { body });
  const lineOf = (remark: (typeof checked.remarks)[number]): string =>
    `${placeOf(remark)}  ${remark.what} → ${remark.remedy}`;
  return {
    faults: checked.remarks.filter(({ severity }) => severity === 'fault').map(lineOf),
    warnings: checked.remarks.filter(({ severity }) => severity === 'warning').map(lineOf),
    cases: checked.cases.map(({ index, name, faults }) => ({
      name,
      faults,
      isTried: true,
      place: placeOf({ pointer: `/cases/${index}`, line: null }),
    })),
    cedar: checked.cedar,
  };
}

export async function proposePolicy(named: string | undefined, options: FileOptions, write: Write): Promise<void> {
  const { text, policy } = await readPolicy(named);
  const made = await openConnection(options).call('draftPolicyVersion', {
    body: {
      document: bodyOf(policy.document),
      source: text,
      note: options.note ?? '',
      propose: options.draft !== true,
    },
  });
  if (options.json === true) return write(JSON.stringify(made));
  const next =
    made.state === 'draft'
      ? 'It is a draft and decides nothing.'
      : `${made.approvalsNeeded === 1 ? 'Somebody else' : `${made.approvalsNeeded} other people`} must approve it: tokenward policy approve ${made.id}`;
  write(`Version ${made.id} (${made.version}) is ${made.state}. ${next}`);
}

type WireDocument = BodyOf<'checkPolicy'>['document'];

/** A document as the client sends it, which is the contract's shape and not readonly. */
export function bodyOf(document: PolicyFile['document']): WireDocument {
  const copy: WireDocument = JSON.parse(JSON.stringify(document));
  return copy;
}
