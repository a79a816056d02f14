import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { count } from '../figures/counts.ts';
import { Figure } from '../figures/figure.tsx';
import { FilterBar } from '../filters/filter-bar.tsx';
import { FilterText } from '../filters/filter-text.tsx';
import type { Span } from '../filters/range.ts';
import { useRange } from '../filters/use-range.ts';
import { addressOf, callOperation } from '../request/call-operation.ts';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { AUDIT_WORDS } from '../words/audit-words.ts';
import { type AuditSearch, readAuditSearch } from './audit-search.ts';
import { CheckpointsPanel, useCheckpoints } from './checkpoints-panel.tsx';
import { EventsPanel, useEvents } from './events-panel.tsx';
import { EvidencePanel } from './evidence-panel.tsx';

const route = getRouteApi('/audit');
const EVENTS_RECKONED = 10_000;

/** The trail: whether it is sound, what is signed of it, and every event. */
export function AuditPage() {
  const search = readAuditSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { span } = useRange(search, '7d');
  const { checkpoints, publicKey } = useCheckpoints();
  const asked = { span, type: search.type, subject: search.subject };
  const events = useEvents(asked);
  const change = (next: AuditSearch) => void navigate({ search: next, replace: true });
  return (
    <Page title={AUDIT_WORDS.title} lead={AUDIT_WORDS.lead}>
      <Together queries={[checkpoints, publicKey]} lines={14}>
        <Stack gap="md">
          <div className="grid-two">
            <SoundnessPanel span={span} />
            <CheckpointsPanel checkpoints={checkpoints} publicKey={publicKey} />
          </div>
          <EvidencePanel />
          <FilterBar page="audit" search={search} read={readAuditSearch} usual="7d" parts={[]} onChange={change}>
            <FilterText
              label={AUDIT_WORDS.type}
              help={AUDIT_WORDS.typeHelp}
              value={search.type}
              onTake={(taken) => change(taking(search, { type: taken }))}
            />
            <FilterText
              label={AUDIT_WORDS.subject}
              help={AUDIT_WORDS.subjectHelp}
              value={search.subject}
              onTake={(taken) => change(taking(search, { subject: taken }))}
            />
          </FilterBar>
          <EventsPanel events={events} asked={asked} />
        </Stack>
      </Together>
    </Page>
  );
}

/** What is taken away does not stand in the address. */
function taking(
  search: AuditSearch,
  taken: { readonly [Name in 'type' | 'subject']?: string | undefined },
): AuditSearch {
  return readAuditSearch({ ...search, ...taken });
}

function SoundnessPanel({ span }: { readonly span: Span }) {
  const check = useMutation({
    mutationFn: () => callOperation('verifyAudit', { query: { events: EVENTS_RECKONED } }),
  });
  return (
    <Panel title={AUDIT_WORDS.sound} note={AUDIT_WORDS.soundNote}>
      <Stack gap="sm">
        {check.error === null ? null : <Trouble error={check.error} />}
        {check.data === undefined ? null : (
          <Stack gap={6} role="status">
            <Group gap="xs">
              <Mark tone={check.data.sound ? 'good' : 'stop'}>
                {check.data.sound ? AUDIT_WORDS.isSound : AUDIT_WORDS.isBroken}
              </Mark>
              <Text size="sm">{AUDIT_WORDS.checked(check.data.eventsChecked, check.data.firstSequenceChecked)}</Text>
            </Group>
            {check.data.fault === null ? null : <Text size="sm">{check.data.fault}</Text>}
            <Figure label={AUDIT_WORDS.head} value={count(check.data.headSequence)} />
            <Text size="xs" className="hash">
              {check.data.headHash}
            </Text>
          </Stack>
        )}
        <Group gap="sm">
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            {AUDIT_WORDS.check}
          </Button>
          <Button
            component="a"
            variant="default"
            href={addressOf('exportAudit', { query: span })}
            download="tokenward-trail.ndjson"
          >
            {AUDIT_WORDS.export}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {AUDIT_WORDS.exportNote('npx tokenward audit verify tokenward-trail.ndjson')}
        </Text>
      </Stack>
    </Panel>
  );
}
