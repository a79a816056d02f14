import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Moment } from '../figures/moment.tsx';
import { useRange } from '../filters/use-range.ts';
import { Named } from '../names/names.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { CONTENT_WORDS, KEEPING_WORDS } from '../words/content-words.ts';
import { AskForm } from './ask-form.tsx';
import { RecordsPanel } from './records-panel.tsx';
import { RequestsPanel, useRequests } from './requests-panel.tsx';

const route = getRouteApi('/content');

/** Texts that are kept: asking to read them, deciding about it, reading, and who read. */
export function ContentPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const mayRead = may('content.read:content');
  return (
    <Page
      title={CONTENT_WORDS.title}
      lead={CONTENT_WORDS.lead}
      action={
        <ButtonLink variant="default" to="/content/keeping">
          {KEEPING_WORDS.title}
        </ButtonLink>
      }
    >
      <Stack gap="md">
        {mayRead && search.access !== undefined ? <RecordsPanel accessId={search.access} /> : null}
        {mayRead ? (
          <AskForm
            key={`${search.person} ${search.call}`}
            search={search}
            onAsked={({ id, isGranted }) => {
              if (isGranted) void navigate({ search: { access: id } });
            }}
          />
        ) : null}
        {/* Whoever may do neither hears from the server what would be needed. */}
        {!mayRead ? <Read /> : may('audit.read:content') ? <AskedAndRead /> : <Asked />}
      </Stack>
    </Page>
  );
}

function Asked() {
  return <RequestsPanel requests={useRequests()} />;
}

function Read() {
  return <ReadingsPanel readings={useReadings()} />;
}

/** Both at once: requests that came later pushed down who read what. */
function AskedAndRead() {
  const requests = useRequests();
  const readings = useReadings();
  return (
    <Together queries={[requests, readings]} lines={10}>
      <Stack gap="md">
        <RequestsPanel requests={requests} />
        <ReadingsPanel readings={readings} />
      </Stack>
    </Together>
  );
}

const useReadings = () => useOperation('listContentReadings', { query: useRange({}, '90d').span });

function ReadingsPanel({ readings }: { readonly readings: ReturnType<typeof useReadings> }) {
  return (
    <Panel title={CONTENT_WORDS.readings} note={CONTENT_WORDS.readingsNote}>
      <Loaded query={readings} lines={4}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={CONTENT_WORDS.noReading} />
          ) : (
            <ul className="line-list">
              {rows.map((reading) => (
                <li key={reading.id} className="line">
                  <Text size="sm">
                    <Named of="person" id={reading.readerId} /> → <Named of="person" id={reading.ownerId} />
                    <Text span size="xs" c="dimmed" display="block">
                      {CONTENT_WORDS.purposes[reading.purpose]} · {CONTENT_WORDS.call} {reading.callId}
                    </Text>
                  </Text>
                  <Moment at={reading.readAt} size="xs" c="dimmed" className="line-end figures" />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
