import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useOperation } from '../request/use-operation.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';
import { AllTransfers } from './all-transfers.tsx';
import { MyTransferLine } from './my-transfer-line.tsx';
import { ProposePanel } from './propose-panel.tsx';
import { transferToDecide } from './transfer-decision.ts';

const route = getRouteApi('/transfers');
const WORDS = TRANSFER_WORDS;
const BUDGETS = { permission: 'control.read:budgets', within: ['team', 'use_case'] } as const;

/** What owners hand to each other: to propose, to answer, and what became of it. */
export function TransfersPage() {
  const envelopes = useOperation('listMyEnvelopes', {});
  const transfers = useOperation('listMyTransfers', {});
  const { envelope } = route.useSearch();
  const isReader = useMay()('control.read:budgets');
  const maySeeBudgets = useMayOpen()(BUDGETS);
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Together queries={[envelopes, transfers]} lines={14}>
        <Stack gap="md">
          {maySeeBudgets ? <TextLink to="/budgets">{WORDS.back}</TextLink> : null}
          <Loaded query={transfers} lines={6}>
            {({ toAnswer, proposed, agreed }) => (
              <Stack gap="md">
                {toAnswer.length === 0 ? null : (
                  <Panel title={WORDS.toAnswer} note={WORDS.toAnswerNote}>
                    <DecisionQueue
                      decisions={toAnswer.map(transferToDecide)}
                      empty={<Empty title={WORDS.nothingToAnswer} />}
                    />
                  </Panel>
                )}
                <Loaded query={envelopes} lines={6}>
                  {(mine) =>
                    mine.owned.length === 0 ? (
                      <NothingOwned />
                    ) : (
                      <ProposePanel key={envelope} envelopes={mine} beginId={envelope} />
                    )
                  }
                </Loaded>
                {proposed.length === 0 && agreed.length === 0 ? null : (
                  <div className="grid-two grid-even">
                    <Mine title={WORDS.yourProposals} rows={proposed} none={WORDS.noProposal} />
                    <Mine title={WORDS.agreed} rows={agreed} none={WORDS.noneAgreed} />
                  </div>
                )}
              </Stack>
            )}
          </Loaded>
          {isReader ? <AllTransfers /> : null}
        </Stack>
      </Together>
    </Page>
  );
}

function NothingOwned() {
  return (
    <Panel title={WORDS.propose}>
      <Empty
        title={WORDS.notOwner}
        action={
          <ButtonLink to="/requests/new" variant="default" size="compact-sm" mt="xs">
            {WORDS.ask}
          </ButtonLink>
        }
      >
        {WORDS.notOwnerWhy}
      </Empty>
    </Panel>
  );
}

type MineProps = {
  readonly title: string;
  readonly rows: readonly Parameters<typeof transferToDecide>[0][];
  readonly none: string;
};

function Mine({ title, rows, none }: MineProps) {
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <Empty title={none} />
      ) : (
        <ul className="line-list">
          {rows.map((transfer) => (
            <li key={transfer.id}>
              <MyTransferLine transfer={transfer} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
