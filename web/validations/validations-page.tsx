import { Stack } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { validationToDecide } from '../requests/decision.ts';
import { DecisionQueue } from '../requests/decision-queue.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { VALIDATION_WORDS } from '../words/validation-words.ts';
import { QueuePanel } from './queue-panel.tsx';
import { SaidPanel } from './said-panel.tsx';

/** Claims that wait for the reader's word, worked by keyboard; and for whoever minds it, the whole queue. */
export function ValidationsPage() {
  const may = useMay();
  const mine = useOperation('listMyValidations', {});
  return (
    <Page title={VALIDATION_WORDS.title} lead={VALIDATION_WORDS.lead}>
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
        {may('control.read:outcomes') ? <QueuePanel /> : null}
        <SaidPanel mine={mine} />
      </Stack>
    </Page>
  );
}
