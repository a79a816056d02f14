import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { ofUnit } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { VALIDATION_WORDS } from '../words/validation-words.ts';
import { StateMark } from './state-mark.tsx';

/** What the reader has said of others' claims, and why. */
export function SaidPanel({ mine }: { readonly mine: UseQueryResult<AnswerOf<'listMyValidations'>> }) {
  return (
    <Panel title={VALIDATION_WORDS.said} note={VALIDATION_WORDS.saidNote} flush>
      <Loaded query={mine} lines={4}>
        {({ said }) =>
          said.length === 0 ? (
            <div className="more">
              <Empty title={VALIDATION_WORDS.nothingSaid} />
            </div>
          ) : (
            <div className="table-scroll">
              <table className="table table-stack">
                <thead>
                  <tr>
                    <th>{VALIDATION_WORDS.claim}</th>
                    <th className="number">{VALIDATION_WORDS.amount}</th>
                    <th>{VALIDATION_WORDS.state}</th>
                    <th>{VALIDATION_WORDS.reason}</th>
                    <th>{VALIDATION_WORDS.decided}</th>
                  </tr>
                </thead>
                <tbody>
                  {said.map((row) => (
                    <tr key={row.id}>
                      <td>
                        <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: row.outcomeId }}>
                          {row.typeName}
                        </TextLink>
                        <Text size="xs" c="dimmed" dir="auto">
                          {row.note}
                        </Text>
                      </td>
                      <td className="number" data-label={VALIDATION_WORDS.amount}>
                        {ofUnit(row.amount, row.unit)}
                      </td>
                      <td data-label={VALIDATION_WORDS.state}>
                        <StateMark state={row.state} />
                      </td>
                      <td data-label={VALIDATION_WORDS.reason} dir="auto">
                        {row.reason ?? ''}
                      </td>
                      <td data-label={VALIDATION_WORDS.decided}>
                        {row.decidedAt === null ? '' : <Moment at={row.decidedAt} day />}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
