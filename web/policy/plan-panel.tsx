import { Button, Stack, Text } from '@mantine/core';
import type { RequestOf } from '../../src/client/operation-request.ts';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { PLAN_WORDS } from '../words/policy-words.ts';

type Difference = AnswerOf<'planPolicy'>['differences'][number];

/** Which decisions of last week would come out otherwise. Asked for, since it decides up to a million calls again. */
export function PlanPanel({ body }: { readonly body: NonNullable<RequestOf<'planPolicy'>['body']> }) {
  const plan = useWrite({ carryOut: () => callOperation('planPolicy', { body }), changes: [] });
  const { data } = plan;
  return (
    <Panel title={PLAN_WORDS.title} note={PLAN_WORDS.note} flush>
      <Stack gap="sm" className="inset" pb={12}>
        {plan.error === null ? null : <Trouble error={plan.error} />}
        <div aria-live="polite">
          {data === undefined ? null : (
            <>
              <Text size="md">{PLAN_WORDS.summary(data.calls, data.callsChanged)}</Text>
              <Text size="xs" c="dimmed">
                {PLAN_WORDS.left(data.callsUndecided, data.callsNotDecidable)}
              </Text>
            </>
          )}
        </div>
        <div>
          <Button variant="default" loading={plan.isPending} onClick={() => plan.mutate()}>
            {PLAN_WORDS.run}
          </Button>
        </div>
      </Stack>
      {data === undefined || data.differences.length === 0 ? null : <Differences differences={data.differences} />}
    </Panel>
  );
}

function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th className="number">{PLAN_WORDS.calls}</th>
            <th>{PLAN_WORDS.from}</th>
            <th>{PLAN_WORDS.to}</th>
            <th>{PLAN_WORDS.by}</th>
            <th>{PLAN_WORDS.where}</th>
            <th>{PLAN_WORDS.teams}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={`${difference.from} ${difference.to} ${difference.rules.join(' ')}`}>
              <td className="number">{count(difference.calls)}</td>
              <td data-label={PLAN_WORDS.from}>{difference.from}</td>
              <td data-label={PLAN_WORDS.to}>
                <span>
                  <Mark tone={difference.isStricter ? 'stop' : 'warn'}>
                    {difference.isStricter ? PLAN_WORDS.stricter : PLAN_WORDS.looser}
                  </Mark>{' '}
                  {difference.to}
                </span>
              </td>
              <td data-label={PLAN_WORDS.by}>
                <span>
                  {difference.rules.join(', ')}
                  <Text size="xs" c="dimmed">
                    {difference.why}
                  </Text>
                </span>
              </td>
              <td data-label={PLAN_WORDS.where}>{difference.useCaseIds.join(', ')}</td>
              <td data-label={PLAN_WORDS.teams}>
                <span>
                  {difference.teamIds.join(', ')}
                  <Text size="xs" c="dimmed" className="hash">
                    {difference.exampleCallIds[0] === undefined
                      ? ''
                      : `${PLAN_WORDS.example} ${difference.exampleCallIds[0]}`}
                  </Text>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
