import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';

const MONTHS_MAX = 24;

/** What each month gave to teams and to people. */
export function MonthsPanel() {
  const months = useOperation('listRecognitionMonths', { query: { limit: MONTHS_MAX } });
  return (
    <Panel title={RECOGNITION_WORDS.months} note={RECOGNITION_WORDS.monthsNote} flush>
      <Loaded query={months} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="more">
              <Empty title={RECOGNITION_WORDS.noMonths} />
            </div>
          ) : (
            <MonthTable rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function MonthTable({ rows }: { readonly rows: AnswerOf<'listRecognitionMonths'>['rows'] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{RECOGNITION_WORDS.month}</th>
            <th className="number">{RECOGNITION_WORDS.toTeams}</th>
            <th className="number">{RECOGNITION_WORDS.toPeople}</th>
            <th className="number">{RECOGNITION_WORDS.left}</th>
            <th className="number">{RECOGNITION_WORDS.kinds.team}</th>
            <th className="number">{RECOGNITION_WORDS.kinds.person}</th>
            <th>{RECOGNITION_WORDS.who}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.month}>
              <td>{row.month}</td>
              <td className="number" data-label={RECOGNITION_WORDS.toTeams}>
                {count(row.teamPoints)}
              </td>
              <td className="number" data-label={RECOGNITION_WORDS.toPeople}>
                {count(row.personPoints)}
              </td>
              <td className="number" data-label={RECOGNITION_WORDS.left}>
                {count(row.leftPoints)}
              </td>
              <td className="number" data-label={RECOGNITION_WORDS.kinds.team}>
                {count(row.teams)}
              </td>
              <td className="number" data-label={RECOGNITION_WORDS.kinds.person}>
                {row.people === null ? RECOGNITION_WORDS.withheld : count(row.people)}
              </td>
              <td data-label={RECOGNITION_WORDS.who}>
                <span>
                  {row.givenBy ?? RECOGNITION_WORDS.house}, <Moment at={row.givenAt} day />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
