import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { decimalDollars } from '../figures/amounts.ts';
import { FilterSelect } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { RetireButton } from '../teams/retire-button.tsx';
import { KIND_WORDS } from '../words/kind-words.ts';
import { KindDialog } from './kind-dialog.tsx';

export type Kind = AnswerOf<'readOutcomeType'>;

const WORDS = KIND_WORDS;
const KINDS_MAX = 500;
const CHANGES = ['listOutcomeTypes', 'readOutcomeType'] as const;

/** What can be claimed and what it is worth; for whoever may, made, changed and archived here. */
export function KindsPage() {
  const [state, setState] = useState<'archived' | undefined>();
  const mayChange = useMay()('control.write:outcomes');
  const kinds = useOperation('listOutcomeTypes', { query: { limit: KINDS_MAX, status: state ?? 'active' } });
  return (
    <Page title={WORDS.title} lead={WORDS.lead} action={mayChange ? <KindDialog /> : undefined}>
      <Panel
        title={WORDS.list}
        note={WORDS.listNote}
        flush
        action={
          <FilterSelect
            small
            label={WORDS.state}
            all={WORDS.every}
            options={{ archived: WORDS.states.archived }}
            value={state}
            onTake={setState}
          />
        }
      >
        <Loaded query={kinds} lines={14}>
          {({ rows }) =>
            rows.length === 0 ? (
              <div className="more">
                <Empty title={WORDS.none}>{state === undefined ? WORDS.noneWhy : undefined}</Empty>
              </div>
            ) : (
              <KindTable rows={rows} mayChange={mayChange} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function KindTable({ rows, mayChange }: { readonly rows: readonly Kind[]; readonly mayChange: boolean }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.name}</th>
            <th className="number">{WORDS.worth}</th>
            <th>{WORDS.direction}</th>
            <th>{WORDS.lane}</th>
            <th className="number">{WORDS.days}</th>
            {mayChange ? (
              <th>
                <span className="sr-only">{WORDS.change}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((kind) => (
            <tr key={kind.id}>
              <td>
                <bdi>{kind.name}</bdi>{' '}
                {kind.status === 'archived' ? <Mark tone="plain">{WORDS.states.archived}</Mark> : null}
                {kind.description === '' ? null : (
                  <Text size="xs" c="dimmed" dir="auto" maw={420}>
                    {kind.description}
                  </Text>
                )}
              </td>
              <td className="number" data-label={WORDS.worth}>
                <span>
                  {decimalDollars(kind.dollarsPerUnit)}
                  <Text size="xs" c="dimmed">
                    {WORDS.per(kind.unit)}
                  </Text>
                </span>
              </td>
              <td data-label={WORDS.direction}>{WORDS.directions[kind.direction]}</td>
              <td data-label={WORDS.lane}>{WORDS.lanes[kind.lane]}</td>
              <td className="number" data-label={WORDS.days}>
                {WORDS.daysOf(kind.maturityDays)}
              </td>
              {mayChange ? (
                <td className="row-steps">
                  <KindSteps kind={kind} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KindSteps({ kind }: { readonly kind: Kind }) {
  const { id, name, status } = kind;
  const of = { params: { id }, body: {} } as const;
  if (kind.managedBy === 'file')
    return (
      <Text size="xs" c="dimmed">
        {WORDS.kept}
      </Text>
    );
  return (
    <>
      {status === 'active' ? <KindDialog kind={kind} /> : null}
      <RetireButton
        name={name}
        status={status}
        changes={CHANGES}
        archive={(idempotencyKey) => callOperation('archiveOutcomeType', { ...of, idempotencyKey })}
        restore={(idempotencyKey) => callOperation('restoreOutcomeType', { ...of, idempotencyKey })}
      />
    </>
  );
}
