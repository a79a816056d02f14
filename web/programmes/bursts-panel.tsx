import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { roughly } from '../figures/counts.ts';
import { dayInWords } from '../figures/moment.tsx';
import { Named } from '../names/names.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { PROGRAMME_WORDS } from '../words/programme-words.ts';

type Burst = AnswerOf<'listBoardBursts'>['rows'][number];

const WORDS = PROGRAMME_WORDS.bursts;
const TONES: Readonly<Record<Burst['state'], Tone>> = { open: 'warn', left_out: 'plain', let_stand: 'good' };

/** Days on which somebody used far more than the others: left out of the board until somebody else has looked. */
export function BurstsPanel({ id }: { readonly id: string }) {
  const bursts = usePages('listBoardBursts', { params: { id } }, (page, signal) =>
    callOperation('listBoardBursts', { params: { id }, query: page, signal }),
  );
  return (
    <Panel title={WORDS.title} note={WORDS.note} flush>
      <Paged query={bursts} empty={<Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>}>
        {(rows) => <BurstTable id={id} rows={rows} />}
      </Paged>
    </Panel>
  );
}

function BurstTable({ id, rows }: { readonly id: string; readonly rows: readonly Burst[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.day}</th>
          <th>{WORDS.person}</th>
          <th className="number">{WORDS.tokens}</th>
          <th className="number">{WORDS.usual}</th>
          <th>{WORDS.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((burst) => (
          <tr key={burst.id}>
            <td>{dayInWords(burst.day)}</td>
            <td data-label={WORDS.person}>
              <Named of="person" id={burst.personId} />
            </td>
            <td className="number" data-label={WORDS.tokens}>
              {roughly(burst.tokens)}
            </td>
            <td className="number" data-label={WORDS.usual}>
              {roughly(burst.usualTokens)}
            </td>
            <td data-label={WORDS.state}>
              <Decision id={id} burst={burst} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Decision({ id, burst }: { readonly id: string; readonly burst: Burst }) {
  const { person } = useSession();
  const { state, decidedBy, reason } = burst;
  if (state !== 'open')
    return (
      <span>
        <Mark tone={TONES[state]}>{WORDS.states[state]}</Mark>
        <Text size="xs" c="dimmed" dir="auto">
          {WORDS.decided(decidedBy ?? '', reason ?? '')}
        </Text>
      </span>
    );
  if (burst.personId === person.id)
    return (
      <Text size="xs" c="dimmed">
        {WORDS.own}
      </Text>
    );
  return (
    <Group gap="xs">
      <Decide id={id} burstId={burst.id} letStand />
      <Decide id={id} burstId={burst.id} letStand={false} />
    </Group>
  );
}

function Decide({
  id,
  burstId,
  letStand,
}: {
  readonly id: string;
  readonly burstId: string;
  readonly letStand: boolean;
}) {
  return (
    <ReasonButton
      label={letStand ? WORDS.letStand : WORDS.leaveOut}
      note={letStand ? WORDS.letStandNote : WORDS.leaveOutNote}
      carryOut={(reason, idempotencyKey) =>
        callOperation('decideBoardBurst', { params: { id }, body: { burstId, letStand, reason }, idempotencyKey })
      }
      changes={['listBoardBursts', 'readProgrammeBoard']}
    />
  );
}
