import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { layOutTable } from '../output/table.ts';
import { bodyOf, readPolicy } from './policy-file-answers.ts';
import type { Write } from './write.ts';

export type PlanOptions = ConnectionOptions & { readonly version?: string; readonly last?: string };

export async function planPolicy(named: string | undefined, options: PlanOptions, write: Write): Promise<void> {
  const what =
    options.version === undefined
      ? { document: bodyOf((await readPolicy(named)).policy.document) }
      : { versionId: options.version };
  const range = options.last === undefined ? {} : readRange({ last: options.last });
  const plan = await openConnection(options).call('planPolicy', { body: { ...what, ...range } });
  if (options.json === true) return write(JSON.stringify(plan));
  write(planInWords(plan));
}

function planInWords(plan: AnswerOf<'planPolicy'>): string {
  const against = plan.againstId === null ? 'the built-in policy' : `version ${plan.againstId}`;
  const head = `Against ${against}, calls from ${plan.from} to ${plan.to}: ${plan.calls} were decided by a policy, ${plan.callsChanged} would come out otherwise.`;
  const silent = [
    ...(plan.callsUndecided === 0 ? [] : [`${plan.callsUndecided} ended before a policy was asked.`]),
    ...(plan.callsNotDecidable === 0
      ? []
      : [
          `${plan.callsNotDecidable} cannot be decided again: their use case or model is gone, or there are too many different ones.`,
        ]),
  ].join(' ');
  if (plan.differences.length === 0) return [head, silent].filter((text) => text !== '').join('\n');
  const table = layOutTable(
    [
      { title: 'calls', align: 'right' },
      { title: 'now', align: 'left' },
      { title: 'then', align: 'left' },
      { title: 'by', align: 'left' },
      { title: 'teams', align: 'left' },
      { title: 'use cases', align: 'left' },
      { title: 'for instance', align: 'left' },
    ],
    plan.differences.map((difference) => [
      String(difference.calls),
      difference.from,
      `${difference.to}${difference.isStricter ? ' (stricter)' : ''}`,
      difference.rules.join(', '),
      difference.teamIds.join(', '),
      difference.useCaseIds.join(', '),
      difference.exampleCallIds[0] ?? '-',
    ]),
  );
  return [head, silent, '', table, '', 'Look at a call: tokenward call <id>']
    .filter((text, at) => text !== '' || at > 1)
    .join('\n');
}
