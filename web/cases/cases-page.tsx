import { Stack } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Together } from '../states/together.tsx';
import { CASE_WORDS } from '../words/case-words.ts';
import { AssignedPanel, GivenPanel } from './assignments-panel.tsx';
import { BreachesPanel } from './breaches-panel.tsx';
import { ChecksPanel } from './checks-panel.tsx';
import { DecidedPanel } from './decided-panel.tsx';
import { useBreaches } from './use-breaches.ts';

/** What moves points and is said by a person: assigned work, looked-at reuse, and, for those who look into them, breaches. */
export function CasesPage() {
  const may = useMay();
  const minds = may('control.write:protection');
  const checks = useOperation('listMyAdoptionChecks', {});
  const work = useOperation('listMyAssignments', {});
  const open = useBreaches('open', { enabled: minds });
  return (
    <Page title={CASE_WORDS.title} lead={CASE_WORDS.lead}>
      <Together queries={minds ? [checks, work, open] : [checks, work]} lines={12}>
        <Stack gap="md">
          <ChecksPanel checks={checks} />
          <AssignedPanel work={work} />
          <GivenPanel work={work} />
          {minds ? <BreachesPanel open={open} /> : null}
          {minds ? <DecidedPanel /> : null}
        </Stack>
      </Together>
    </Page>
  );
}
