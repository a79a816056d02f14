import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { percent } from '../figures/percent.ts';
import { Mark } from '../states/mark.tsx';
import { ROUTING_WORDS, USE_CASE_ROUTING_WORDS } from '../words/routing-words.ts';

type Comparison = AnswerOf<'listRouteComparisons'>['rows'][number];

const WORDS = USE_CASE_ROUTING_WORDS;

/** Two answers to one request, line by line: never a word of them. */
export function ComparisonTable({ rows }: { readonly rows: readonly Comparison[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.when}</th>
          <th>{ROUTING_WORDS.model}</th>
          <th>{WORDS.verdict}</th>
          <th className="number">{WORDS.similarity}</th>
          <th>{WORDS.how}</th>
          <th className="number">{WORDS.difficulty}</th>
          <th className="number">{WORDS.cost}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Moment at={row.comparedAt} />
            </td>
            <td data-label={ROUTING_WORDS.model}>
              {row.modelId} {ROUTING_WORDS.against(row.referenceId)}
            </td>
            <td data-label={WORDS.verdict}>
              <Mark tone={row.agreed ? 'good' : 'warn'}>{row.agreed ? WORDS.agreed : WORDS.disagreed}</Mark>
            </td>
            <td data-label={WORDS.similarity} className="number">
              {percent(row.similarity)}
            </td>
            <td data-label={WORDS.how}>{WORDS.kinds[row.kind]}</td>
            <td data-label={WORDS.difficulty} className="number">
              {row.raw.toFixed(2)}
            </td>
            <td data-label={WORDS.cost} className="number">
              {dollars(row.shadowCostNanodollars)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
