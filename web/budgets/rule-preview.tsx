import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { amountInWords } from '../figures/amounts.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { namesOf } from '../filters/filter-select.tsx';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { TrancheList } from './tranche-list.tsx';

type Preview = AnswerOf<'previewAllowanceRule'>;

const WORDS = ALLOWANCE_WORDS;

/** What a draft would do: what it would add in all, how often each part is unlocked, and each budget with its reasons. */
export function RulePreview({ preview }: { readonly preview: Preview }) {
  const { envelopes, judged, totals, tranches, rows } = preview;
  if (envelopes === 0)
    return (
      <Panel title={WORDS.seen}>
        <Empty title={WORDS.forNone} />
      </Panel>
    );
  return (
    <Panel title={WORDS.seen} note={WORDS.seenNote(judged, envelopes)}>
      <Stack gap="md">
        <div className="grid-figures">
          {totals.map(({ unit, base, granted }) => (
            <Figure
              key={unit}
              label={WORDS.wouldAdd}
              value={amountInWords(granted, unit)}
              note={WORDS.beside(amountInWords(base, unit))}
            />
          ))}
        </div>
        <TrancheCounts tranches={tranches} />
        <ul className="line-list">
          {rows.map((row) => (
            <li key={row.envelopeId} className="model">
              <details>
                <summary>
                  <Text span size="sm" fw={500} dir="auto">
                    {row.envelopeName}
                  </Text>{' '}
                  <Text span size="xs" c="dimmed">
                    {row.sentence}
                  </Text>
                </summary>
                <TrancheList evaluation={row} />
              </details>
            </li>
          ))}
        </ul>
      </Stack>
    </Panel>
  );
}

function TrancheCounts({ tranches }: Pick<Preview, 'tranches'>) {
  const states = namesOf(WORDS.counts);
  return (
    <div className="table-scroll">
      <table className="table table-stack table-inset">
        <thead>
          <tr>
            <th>{WORDS.part}</th>
            {states.map((state) => (
              <th key={state} className="number">
                {WORDS.counts[state]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tranches.map((tranche) => (
            <tr key={tranche.id}>
              <td dir="auto">{tranche.name}</td>
              {states.map((state) => (
                <td key={state} className="number" data-label={WORDS.counts[state]}>
                  {count(tranche[state])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
