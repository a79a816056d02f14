import { Stack } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { validationToDecide } from '../requests/decision.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { useMayOpen } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { VALIDATION_WORDS } from '../words/validation-words.ts';
import { QueuePanel } from './queue-panel.tsx';
import { SaidPanel } from './said-panel.tsx';
import { useQueue } from './use-queue.ts';

/** Claims that wait for the reader's word, worked by keyboard; and for whoever minds it, the whole queue. */
export function ValidationsPage() {
  const mayOpen = useMayOpen();
  const minds = mayOpen({ permission: 'control.read:outcomes', within: ['team', 'use_case'] });
  const mine = useOperation('listMyValidations', {});
  const queue = useQueue({ enabled: minds });
  return (
    <Page title={VALIDATION_WORDS.title} lead={VALIDATION_WORDS.lead}>
      <Together queries={[mine]} lines={12}>
        <Stack gap="md">
          <Panel title={VALIDATION_WORDS.mine} note={VALIDATION_WORDS.mineNote}>
            <Loaded query={mine} lines={6}>
              {({ open }) => (
                <DecisionQueue
                  decisions={open.map(validationToDecide)}
                  empty={<Empty title={VALIDATION_WORDS.nothing}>{VALIDATION_WORDS.nothingWhy}</Empty>}
                />
              )}
            </Loaded>
          </Panel>
          <Together queries={minds ? [queue] : []} lines={36}>
            {minds ? <QueuePanel queue={queue} /> : null}
            <SaidPanel mine={mine} />
          </Together>
        </Stack>
      </Together>
    </Page>
  );
}
