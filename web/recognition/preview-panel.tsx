import { Group, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { RECOGNITION_WORDS } from '../words/recognition-words.ts';

type Preview = AnswerOf<'previewRecognition'>;

/** What recognising a month would give, before it is given. */
export function PreviewPanel({ months }: { readonly months: readonly string[] }) {
  const [month, setMonth] = useState('');
  const mayGive = useMay()('control.write:programmes');
  const preview = useOperation('previewRecognition', { params: { month } }, { enabled: month !== '' });
  return (
    <Panel
      title={RECOGNITION_WORDS.preview}
      note={RECOGNITION_WORDS.previewNote}
      action={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={RECOGNITION_WORDS.previewMonth}
            data={[{ value: '', label: RECOGNITION_WORDS.chooseMonth }, ...months]}
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
          />
          {mayGive && preview.data !== undefined ? (
            <ReasonButton
              label={RECOGNITION_WORDS.give}
              note={RECOGNITION_WORDS.giveNote}
              plain
              carryOut={(_reason, idempotencyKey) =>
                callOperation('recogniseMonth', { params: { month }, idempotencyKey })
              }
              changes={['previewRecognition', 'listRecognitionMonths', 'listRecognition', 'readMyRecognition']}
            />
          ) : null}
        </Group>
      }
    >
      {month === '' ? (
        <Empty title={RECOGNITION_WORDS.previewNone}>{RECOGNITION_WORDS.previewNoneWhy}</Empty>
      ) : (
        <Loaded query={preview} lines={5}>
          {(data) => <PreviewText preview={data} />}
        </Loaded>
      )}
    </Panel>
  );
}

function PreviewText({ preview }: { readonly preview: Preview }) {
  return (
    <Stack gap="md">
      <div className="grid-figures">
        <Figure label={RECOGNITION_WORDS.toTeams} value={count(preview.teamPoints)} />
        <Figure label={RECOGNITION_WORDS.toPeople} value={count(preview.personPoints)} />
        <Figure label={RECOGNITION_WORDS.left} value={count(preview.leftPoints)} />
      </div>
      {preview.counts.length === 0 ? (
        <Empty title={RECOGNITION_WORDS.previewNothing} />
      ) : (
        <table className="table table-inset">
          <thead>
            <tr>
              <th>{RECOGNITION_WORDS.recipient}</th>
              <th>{RECOGNITION_WORDS.category}</th>
              <th>{RECOGNITION_WORDS.level}</th>
              <th className="number">{RECOGNITION_WORDS.many}</th>
            </tr>
          </thead>
          <tbody>
            {preview.counts.map(({ recipientKind, categoryId, level, many }) => (
              <tr key={`${recipientKind} ${categoryId} ${level}`}>
                <td>{RECOGNITION_WORDS.kinds[recipientKind]}</td>
                <td>{categoryId}</td>
                <td>{level}</td>
                <td className="number">{many === null ? RECOGNITION_WORDS.withheld : count(many)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Stack>
  );
}
