import { plural } from '../figures/counts.ts';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import type { Source } from './source-tones.ts';

type Rule = Source['rules'][number];

/** Which results are outcomes, of which kind and how much of it. */
export function ResultRulesPanel({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <Panel title={SOURCE_WORDS.resultRules} note={SOURCE_WORDS.resultRulesNote} flush>
      {rules.length === 0 ? (
        <div className="more">
          <Empty title={SOURCE_WORDS.noRules} />
        </div>
      ) : (
        <div className="table-scroll">
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{SOURCE_WORDS.what}</th>
                <th>{SOURCE_WORDS.only}</th>
                <th>{SOURCE_WORDS.requires}</th>
                <th>{SOURCE_WORDS.becomes}</th>
                <th>{SOURCE_WORDS.amount}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={JSON.stringify(rule)}>
                  <td>{rule.what}</td>
                  <td data-label={SOURCE_WORDS.only}>
                    {[...rule.projects, ...rule.branches, ...rule.labels].join(', ')}
                  </td>
                  <td data-label={SOURCE_WORDS.requires}>{rule.requires.join(', ')}</td>
                  <td data-label={SOURCE_WORDS.becomes}>{rule.typeId}</td>
                  <td data-label={SOURCE_WORDS.amount}>{amountOf(rule)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function amountOf({ amount }: Rule): string {
  switch (amount.kind) {
    case 'each':
      return SOURCE_WORDS.each(amount.amount);
    case 'elapsed':
      return SOURCE_WORDS.elapsed(plural(amount.unit), amount.usual);
    case 'stated':
      return SOURCE_WORDS.stated(amount.max);
  }
}
