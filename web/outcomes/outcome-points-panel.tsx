import { periodInWords } from '../finance/periods.ts';
import { TextLink } from '../shell/links.tsx';
import { useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { OUTCOME_PAGE_WORDS } from '../words/outcome-page-words.ts';
import type { Outcome } from './outcome-page.tsx';

const WORDS = OUTCOME_PAGE_WORDS;

/** The lines of scores that rest on an outcome; for whose it is alone. */
export function PointsPanel({ outcome: { personId, points } }: { readonly outcome: Outcome }) {
  const { person } = useSession();
  if (person.id !== personId) return null;
  if (points.length === 0)
    return (
      <Panel title={WORDS.points} note={WORDS.pointsNote}>
        <Empty title={WORDS.noPoints}>{WORDS.noPointsWhy}</Empty>
      </Panel>
    );
  return (
    <Panel title={WORDS.points} note={WORDS.pointsNote} flush>
      <div className="table-scroll">
        <table className="table table-stack">
          <thead>
            <tr>
              <th>{WORDS.line}</th>
              <th>{WORDS.month}</th>
              <th className="number">{WORDS.pointsOf}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ period, rule, words, points: worth }) => (
              <tr key={`${period} ${rule} ${words}`}>
                <td>{words}</td>
                <td data-label={WORDS.month}>
                  <TextLink to="/points" search={{ month: period }}>
                    {periodInWords(period)}
                  </TextLink>
                </td>
                <td className="number" data-label={WORDS.pointsOf}>
                  {worth.toFixed(1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
