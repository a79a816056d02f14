import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { POINT_WORDS } from '../words/point-words.ts';
import { keyedLines } from './keyed-lines.ts';

type Posting = AnswerOf<'listMyPostings'>['rows'][number];

const PAGE_ROWS = 12;

function usePostings(period: string) {
  return usePages(
    'listMyPostings',
    { period },
    (page, signal) => callOperation('listMyPostings', { params: { period }, query: { ...page }, signal }),
    PAGE_ROWS,
  );
}

/** The ledger of a month: what each cause changed, newest first, and entry by entry. */
export function PostingsPanel({ period }: { readonly period: string }) {
  const postings = usePostings(period);
  return (
    <Panel title={POINT_WORDS.ledger} note={POINT_WORDS.ledgerNote} flush>
      <Paged query={postings} empty={<Empty title={POINT_WORDS.noPostings} />}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{POINT_WORDS.what}</th>
                <th>{POINT_WORDS.posted}</th>
                <th>{POINT_WORDS.formula}</th>
                <th className="number">{POINT_WORDS.change}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((posting) => (
                <PostingRow key={posting.sequence} posting={posting} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function PostingRow({ posting }: { readonly posting: Posting }) {
  const { cause, postedAt, formulaVersion, points, entries } = posting;
  return (
    <tr>
      <td>
        <details>
          <summary>{POINT_WORDS.causeOf(cause)}</summary>
          <ul className="sentences">
            {keyedLines(entries).map(({ key, line }) => (
              <li key={key}>
                {line.words} <span className="figures">{change(line.points)}</span>
              </li>
            ))}
          </ul>
        </details>
      </td>
      <td data-label={POINT_WORDS.posted}>
        <Moment at={postedAt} />
      </td>
      <td data-label={POINT_WORDS.formula}>{formulaVersion}</td>
      <td className="number" data-label={POINT_WORDS.change}>
        {change(points)}
      </td>
    </tr>
  );
}

function change(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
