import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark } from '../states/mark.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { useNow } from '../states/use-now.ts';
import { VALIDATION_WORDS } from '../words/validation-words.ts';
import { StateMark } from './state-mark.tsx';
import type { useQueue } from './use-queue.ts';
import { VALIDATION_STATES } from './validation-search.ts';

type Validation = AnswerOf<'listValidations'>['rows'][number];

const route = getRouteApi('/validations');

/** Everybody's open and answered validations, for whoever minds that none is forgotten. */
export function QueuePanel({ queue }: { readonly queue: ReturnType<typeof useQueue> }) {
  const isWhole = useMay()('control.read:outcomes');
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (wanted: string) => {
    const chosen = VALIDATION_STATES.find((one) => one === wanted);
    void navigate({ search: chosen === undefined ? {} : { state: chosen }, replace: true });
  };
  return (
    <Panel
      title={isWhole ? VALIDATION_WORDS.all : VALIDATION_WORDS.ofMine}
      note={isWhole ? VALIDATION_WORDS.allNote : VALIDATION_WORDS.ofMineNote}
      flush
      action={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label={VALIDATION_WORDS.state}
            value={state ?? ''}
            data={[
              { value: '', label: VALIDATION_WORDS.everyState },
              ...VALIDATION_STATES.map((one) => ({ value: one, label: VALIDATION_WORDS.states[one] })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
          <RowsExport of="exportValidationsCsv" request={{ query: state === undefined ? {} : { state } }} />
        </Group>
      }
    >
      <Paged query={queue} empty={<Empty title={VALIDATION_WORDS.allNone}>{VALIDATION_WORDS.allNoneWhy}</Empty>}>
        {(rows) => <QueueTable rows={rows} />}
      </Paged>
    </Panel>
  );
}

function QueueTable({ rows }: { readonly rows: readonly Validation[] }) {
  const mayRedraw = useMay()('control.write:outcomes');
  const nowMs = useNow();
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{VALIDATION_WORDS.kind}</th>
          <th>{VALIDATION_WORDS.drawn}</th>
          <th>{VALIDATION_WORDS.why}</th>
          <th>{VALIDATION_WORDS.due}</th>
          <th>{VALIDATION_WORDS.state}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <TextLink to="/outcomes/$outcomeId" params={{ outcomeId: row.outcomeId }}>
                {VALIDATION_WORDS.kinds[row.kind]}
              </TextLink>
            </td>
            <td data-label={VALIDATION_WORDS.drawn} className={row.validatorId === 'withheld' ? 'dimmed' : undefined}>
              <bdi>{drawnInWords(row)}</bdi>
            </td>
            <td data-label={VALIDATION_WORDS.why}>
              <Stack gap={6} align="flex-start">
                <Text size="sm" className="begins">
                  {row.why.replace(/\.$/, '')}
                </Text>
                {mayRedraw && row.state === 'open' ? (
                  <ReasonButton
                    label={VALIDATION_WORDS.redraw}
                    carryOut={(reason) =>
                      callOperation('redrawValidation', { params: { id: row.id }, body: { reason } })
                    }
                    changes={['listValidations', 'listMyValidations']}
                  />
                ) : null}
              </Stack>
            </td>
            <td data-label={VALIDATION_WORDS.due}>
              <span>
                <Moment at={row.dueAt} day />{' '}
                {row.state === 'open' && Date.parse(row.dueAt) < nowMs ? (
                  <Mark tone="stop">{VALIDATION_WORDS.late}</Mark>
                ) : null}
              </span>
            </td>
            <td data-label={VALIDATION_WORDS.state}>
              <StateMark state={row.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function drawnInWords({ validatorId }: Validation): string {
  if (validatorId === null) return VALIDATION_WORDS.nobody;
  return validatorId === 'withheld' ? VALIDATION_WORDS.somebody : validatorId;
}
