import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count, roughly } from '../figures/counts.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

/** Where teams stand; nobody is named, and small teams are not told. */
export function BoardPanel({ id }: { readonly id: string }) {
  const board = useOperation('readProgrammeBoard', { params: { id } });
  const note = board.data === undefined ? undefined : PROGRAMME_WORDS.boardNote(board.data.metric);
  return (
    <Panel title={PROGRAMME_WORDS.board} note={note} flush>
      <Loaded query={board} lines={5}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={PROGRAMME_WORDS.noBoard} />
            </div>
          ) : (
            <BoardTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function BoardTable({ rows }: { readonly rows: AnswerOf<'readProgrammeBoard'>['rows'] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{PROGRAMME_WORDS.teams}</th>
            <th>{PROGRAMME_WORDS.band}</th>
            <th className="number">{PROGRAMME_WORDS.people}</th>
            <th className="number">{PROGRAMME_WORDS.tokens}</th>
            <th className="number">{PROGRAMME_WORDS.tokensPerOutcome}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.teamId}>
              <td>
                {row.teamId}
                {row.words === null ? null : (
                  <Text size="xs" c="dimmed">
                    {row.words}
                  </Text>
                )}
              </td>
              <td data-label={PROGRAMME_WORDS.band}>
                {row.band === null ? PROGRAMME_WORDS.notTold : PROGRAMME_WORDS.bands[row.band]}
              </td>
              <td className="number" data-label={PROGRAMME_WORDS.people}>
                {row.people === null ? PROGRAMME_WORDS.notTold : count(row.people)}
              </td>
              <td className="number" data-label={PROGRAMME_WORDS.tokens}>
                {row.tokensPerPerson === null ? '' : roughly(row.tokensPerPerson)}
              </td>
              <td className="number" data-label={PROGRAMME_WORDS.tokensPerOutcome}>
                {row.tokensPerOutcome === null ? '' : roughly(row.tokensPerOutcome)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
