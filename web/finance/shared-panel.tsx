import { Button, Group, Modal } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { dollars } from '../figures/money.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { FINANCE_WORDS } from '../words/finance-words.ts';
import { periodInWords } from './periods.ts';
import { SharedForm } from './shared-form.tsx';
import type { SharedCost } from './shared-texts.ts';

const WORDS = FINANCE_WORDS.shared;

export type SharedPanelProps = {
  readonly shared: UseQueryResult<AnswerOf<'listSharedCosts'>>;
  readonly mayChange: boolean;
};

/** Costs that teams bear together, with the rule of each, and sharing more. */
export function SharedPanel({ shared, mayChange }: SharedPanelProps) {
  const isEmpty = shared.data?.rows.length === 0;
  return (
    <Panel
      title={WORDS.title}
      note={WORDS.note}
      flush={!isEmpty}
      action={
        <Group gap="xs">
          {isEmpty ? null : <RowsExport of="exportSharedCostsCsv" request={{}} />}
          {mayChange ? <SharedButton label={WORDS.add} cost={undefined} /> : null}
        </Group>
      }
    >
      <Loaded query={shared} lines={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>
          ) : (
            <SharedTable rows={rows} mayChange={mayChange} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function SharedTable({ rows, mayChange }: { readonly rows: readonly SharedCost[]; readonly mayChange: boolean }) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{WORDS.name}</th>
            <th>{WORDS.what}</th>
            <th>{WORDS.rule}</th>
            <th>{WORDS.months}</th>
            <th>{WORDS.reason}</th>
            {mayChange ? (
              <th>
                <span className="sr-only">{WORDS.change}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((cost) => (
            <tr key={cost.id}>
              <td dir="auto">{cost.name}</td>
              <td data-label={WORDS.what}>{sourceInWords(cost)}</td>
              <td data-label={WORDS.rule}>{ruleInWords(cost)}</td>
              <td data-label={WORDS.months}>{monthsInWords(cost)}</td>
              <td data-label={WORDS.reason} dir="auto">
                {cost.reason}
              </td>
              {mayChange ? (
                <td>
                  <SharedButton label={WORDS.change} cost={cost} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SharedButton({ label, cost }: { readonly label: string; readonly cost: SharedCost | undefined }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setOpen(false)} title={cost?.name ?? label}>
          <SharedForm cost={cost} close={() => setOpen(false)} />
        </Modal>
      ) : null}
    </>
  );
}

function sourceInWords({ source }: SharedCost): string {
  switch (source.kind) {
    case 'amount':
      return WORDS.amountOf(dollars(source.nanodollars));
    case 'use_case':
      return WORDS.ofUseCase(source.useCaseId);
    case 'residual':
      return WORDS.residualOf(FINANCE_WORDS.bills.vendors[source.vendor]);
  }
}

function ruleInWords({ rule }: SharedCost): string {
  switch (rule.kind) {
    case 'proportional':
      return WORDS.rules.proportional;
    case 'even':
      return rule.teamIds.length === 0 ? WORDS.everyTeam : WORDS.evenly(rule.teamIds.join(', '));
    case 'fixed':
      return rule.shares.map(({ teamId, basisPoints }) => WORDS.share(teamId, basisPoints / 100)).join(', ');
  }
}

function monthsInWords({ fromMonth, untilMonth }: SharedCost): string {
  const from = periodInWords(fromMonth);
  return untilMonth === null ? WORDS.since(from) : WORDS.span(from, periodInWords(untilMonth));
}
