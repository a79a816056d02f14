import { Stack } from '@mantine/core';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Page } from '../states/page.tsx';
import { Together } from '../states/together.tsx';
import { CONFIGURATION_WORDS } from '../words/configuration-words.ts';
import { CalendarPanel } from './calendar-panel.tsx';
import { useVersions, VersionsPanel } from './versions-panel.tsx';

/** How the organisation counts its time, and what was declared for it by file. */
export function ConfigurationPage() {
  const may = useMay();
  return (
    <Page
      title={CONFIGURATION_WORDS.title}
      lead={CONFIGURATION_WORDS.lead}
      action={
        <ButtonLink variant="default" to="/teams">
          {CONFIGURATION_WORDS.back}
        </ButtonLink>
      }
    >
      {may('control.read:configuration') ? <Both /> : <CalendarAlone />}
    </Page>
  );
}

const useKeptCalendar = () => useOperation('readCalendar', {});

function Both() {
  const calendar = useKeptCalendar();
  const versions = useVersions();
  return (
    <Together queries={[calendar, versions]} lines={12}>
      <Stack gap="md">
        <CalendarPanel calendar={calendar} />
        <VersionsPanel versions={versions} />
      </Stack>
    </Together>
  );
}

function CalendarAlone() {
  return <CalendarPanel calendar={useKeptCalendar()} />;
}
