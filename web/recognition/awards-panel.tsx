import { Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';
import { useAwards } from './use-awards.ts';

type Award = AnswerOf<'listRecognition'>['rows'][number];

const TONES: Readonly<Record<Award['state'], Tone>> = { given: 'good', lowered: 'warn', withdrawn: 'stop' };

/** What was given, as far as the reader may see it, each with its reason. */
export function AwardsPanel({ month }: { readonly month: string | undefined }) {
  const awards = useAwards(month);
  return (
    <Panel
      title={RECOGNITION_WORDS.given}
      note={RECOGNITION_WORDS.givenNote}
      flush
      action={<RowsExport of="exportAwardsCsv" request={{ query: month === undefined ? {} : { month } }} />}
    >
      <Paged query={awards} empty={<Empty title={RECOGNITION_WORDS.none}>{RECOGNITION_WORDS.noneWhy}</Empty>}>
        {(rows) => (
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{RECOGNITION_WORDS.recipient}</th>
                <th>{RECOGNITION_WORDS.month}</th>
                <th>{RECOGNITION_WORDS.category}</th>
                <th>{RECOGNITION_WORDS.level}</th>
                <th className="number">{RECOGNITION_WORDS.points}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((award) => (
                <AwardRow key={award.id} award={award} />
              ))}
            </tbody>
          </table>
        )}
      </Paged>
    </Panel>
  );
}

function AwardRow({ award }: { readonly award: Award }) {
  return (
    <tr>
      <td>
        <bdi>
          {award.recipientKind === 'team' ? RECOGNITION_WORDS.team(award.recipientId, award.people) : award.recipientId}
        </bdi>
      </td>
      <td data-label={RECOGNITION_WORDS.month}>{award.month}</td>
      <td data-label={RECOGNITION_WORDS.category}>
        <div>
          {award.categoryName}
          <Text size="xs" c="dimmed" maw={460}>
            {award.changeReason ?? award.citation}
          </Text>
        </div>
      </td>
      <td data-label={RECOGNITION_WORDS.level}>
        <Mark tone={TONES[award.state]}>
          {award.state === 'given' ? award.givenLevel : RECOGNITION_WORDS.states[award.state]}
        </Mark>
      </td>
      <td className="number" data-label={RECOGNITION_WORDS.points}>
        {count(award.points)}
      </td>
    </tr>
  );
}
