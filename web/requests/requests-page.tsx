import { Stack } from '@mantine/core';
import { transferToDecide } from '../budgets/transfer-decision.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { REQUEST_WORDS } from '../words/request-words.ts';
import { AskedCall } from './asked-call.tsx';
import { AskedLine } from './asked-line.tsx';
import { approvalToDecide, exceptionToDecide, validationToDecide } from './decision.ts';
import { DecisionQueue } from './decision-queue.tsx';

/** What waits for the reader's yes or no, and what the reader asked for. */
export function RequestsPage() {
  const queries = [
    useOperation('listMyExceptions', {}),
    useOperation('listMyApprovals', {}),
    useOperation('listMyValidations', {}),
    useOperation('listMyTransfers', {}),
  ];
  return (
    <Page
      title={REQUEST_WORDS.title}
      lead={REQUEST_WORDS.lead}
      action={<ButtonLink to="/requests/new">{REQUEST_WORDS.ask}</ButtonLink>}
    >
      <Together queries={queries} lines={9}>
        <Stack gap="md">
          <ToDecide />
          <Asked />
          <AskedCalls />
        </Stack>
      </Together>
    </Page>
  );
}

function ToDecide() {
  const exceptions = useOperation('listMyExceptions', {});
  const approvals = useOperation('listMyApprovals', {});
  const validations = useOperation('listMyValidations', {});
  const transfers = useOperation('listMyTransfers', {});
  return (
    <Panel title={REQUEST_WORDS.toDecide} note={REQUEST_WORDS.toDecideNote}>
      <Loaded query={exceptions} lines={3}>
        {({ toDecide }) => (
          <Loaded query={approvals} lines={3}>
            {(calls) => (
              <DecisionQueue
                decisions={[
                  ...toDecide.map(exceptionToDecide),
                  ...calls.toDecide.map(approvalToDecide),
                  ...(validations.data?.open ?? []).map(validationToDecide),
                  ...(transfers.data?.toAnswer ?? []).map(transferToDecide),
                ]}
                empty={<Empty title={REQUEST_WORDS.nothingToDecide}>{REQUEST_WORDS.nothingToDecideWhy}</Empty>}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Panel>
  );
}

function Asked() {
  const exceptions = useOperation('listMyExceptions', {});
  const action = <TextLink to="/requests/new">{REQUEST_WORDS.ask}</TextLink>;
  return (
    <Panel title={REQUEST_WORDS.asked}>
      <Loaded query={exceptions} lines={3}>
        {({ asked }) =>
          asked.length === 0 ? (
            <Empty title={REQUEST_WORDS.nothingAsked} action={action}>
              {REQUEST_WORDS.nothingAskedWhy}
            </Empty>
          ) : (
            <ul className="line-list">
              {asked.map((exception) => (
                <li key={exception.id}>
                  <AskedLine exception={exception} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function AskedCalls() {
  const approvals = useOperation('listMyApprovals', {});
  return (
    <Panel title={REQUEST_WORDS.calls} note={REQUEST_WORDS.callsNote}>
      <Loaded query={approvals} lines={2}>
        {({ asked }) =>
          asked.length === 0 ? (
            <Empty title={REQUEST_WORDS.noCalls}>{REQUEST_WORDS.noCallsWhy}</Empty>
          ) : (
            <ul className="line-list">
              {asked.map((approval) => (
                <li key={approval.id}>
                  <AskedCall approval={approval} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
