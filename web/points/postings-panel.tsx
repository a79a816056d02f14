import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { periodInWords } from '../finance/periods.ts';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { POINT_WORDS } from '../words/point-words.ts';
import { type Cause, causeOf } from './cause-of.ts';
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
  const of = causeOf(cause);
  return (
    <tr>
      <td>
        <details>
          <summary>{POINT_WORDS.causes[of.kind]}</summary>
          <ul className="sentences">
            {keyedLines(entries).map(({ key, line }) => (
              <li key={key}>
                {line.words} <span className="figures">{change(line.points)}</span>
              </li>
            ))}
          </ul>
        </details>
        <CauseLink cause={of} />
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

/** Where it can be read, for what has a page of its own; the ledger is one's own, and so is what it names. */
function CauseLink({ cause: { kind, id } }: { readonly cause: Cause }) {
  if (kind === 'outcome') {
    return (
      <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: id }} size="xs">
        {POINT_WORDS.openOutcome}
      </TextLink>
    );
  }
  if (kind === 'owed') {
    return (
      <TextLink to="/points" search={{ month: id }} size="xs">
        {POINT_WORDS.openMonth(periodInWords(id))}
      </TextLink>
    );
  }
  return null;
}

function change(points: number): string {
  const text = Math.abs(points).toFixed(1);
  return text === '0.0' ? text : `${points < 0 ? '−' : '+'}${text}`;
}
