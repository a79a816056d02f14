import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { dollars } from '../figures/money.ts';
import { TextLink } from '../shell/links.tsx';
import { Panel } from '../states/panel.tsx';
import { CALLS_WORDS } from '../words/calls-words.ts';
import type { CallsSearch } from './call-search.ts';

export type SumsPanelProps = { readonly sums: AnswerOf<'readUsage'>; readonly search: CallsSearch };

/** What all calls of the filter come to; a count leads to those that it counts. */
export function SumsPanel({ sums, search }: SumsPanelProps) {
  const { callsRefused, callsFailed, callsEstimated, callsUnpriced } = sums;
  const only = (name: NonNullable<CallsSearch['only']>, calls: number) =>
    calls === 0 ? (
      count(calls)
    ) : (
      <TextLink to="/calls" search={{ ...search, only: name }} inherit>
        {count(calls)}
      </TextLink>
    );
  return (
    <Panel title={CALLS_WORDS.sums} note={CALLS_WORDS.sumsNote}>
      <div className="grid-figures">
        <Figure label={CALLS_WORDS.title} value={count(sums.calls)} />
        <Figure
          label={CALLS_WORDS.sumOfCost}
          value={dollars(sums.costNanodollars)}
          note={CALLS_WORDS.sumUnpriced(callsUnpriced)}
        />
        <Figure
          label={CALLS_WORDS.sumTitles.refused}
          value={only('refused', callsRefused)}
          note={CALLS_WORDS.sumRefused}
        />
        <Figure label={CALLS_WORDS.sumTitles.failed} value={only('failed', callsFailed)} note={CALLS_WORDS.sumFailed} />
        <Figure
          label={CALLS_WORDS.sumTitles.estimated}
          value={only('estimated', callsEstimated)}
          note={CALLS_WORDS.sumEstimated}
        />
        {callsUnpriced === 0 ? null : (
          <Figure label={CALLS_WORDS.sumTitles.unpriced} value={only('unpriced', callsUnpriced)} />
        )}
      </div>
    </Panel>
  );
}
