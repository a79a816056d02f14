import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { count } from '../figures/counts.ts';
import { Moment } from '../figures/moment.tsx';
import { useRange } from '../filters/use-range.ts';
import { Named, Owner } from '../names/names.tsx';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { PROTECTION_WORDS } from '../words/protection-words.ts';
import { ACTION_TONES, EventsTable, type ProtectionEvent } from './events-table.tsx';

const route = getRouteApi('/protection/$eventId');
const SAME_SHOWN = 50;

/** One event: the facts, where the same content was met besides, and what can be done about it. */
export function EventPage() {
  const { eventId } = route.useParams();
  const event = useOperation('readProtectionEvent', { params: { id: eventId } });
  return (
    <Page title={PROTECTION_WORDS.event} lead={PROTECTION_WORDS.eventLead}>
      <Stack gap="md">
        <TextLink to="/protection">{PROTECTION_WORDS.allEvents}</TextLink>
        <Loaded query={event} lines={12}>
          {(data) => (
            <>
              <Happened event={data} />
              <div className="grid-two">
                <FoundPanel event={data} />
                <NextPanel event={data} />
              </div>
              <SamePanel event={data} />
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}

function Happened({ event }: { readonly event: ProtectionEvent }) {
  return (
    <Panel
      title={PROTECTION_WORDS.facts}
      action={<Mark tone={ACTION_TONES[event.action]}>{PROTECTION_WORDS.actions[event.action]}</Mark>}
    >
      <Facts
        facts={[
          [PROTECTION_WORDS.whose, <Owner key="owner" of={event.owner} />],
          [PROTECTION_WORDS.direction, PROTECTION_WORDS.directions[event.direction]],
          [PROTECTION_WORDS.calls, count(event.calls)],
          [PROTECTION_WORDS.dataClass, event.dataClass],
          [PROTECTION_WORDS.first, <Moment key="first" at={event.firstAt} />],
          [PROTECTION_WORDS.last, <Moment key="last" at={event.lastAt} />],
          [PROTECTION_WORDS.useCase, <Named key="use-case" of="use_case" id={event.useCaseId} />],
          [PROTECTION_WORDS.model, event.modelId],
          [
            PROTECTION_WORDS.team,
            event.teamId === null ? PROTECTION_WORDS.absent : <Named key="team" of="team" id={event.teamId} />,
          ],
          [PROTECTION_WORDS.task, event.taskId ?? PROTECTION_WORDS.absent],
          [PROTECTION_WORDS.sessionName, event.sessionId ?? PROTECTION_WORDS.absent],
          [PROTECTION_WORDS.key, event.keyId ?? PROTECTION_WORDS.absent],
          [PROTECTION_WORDS.firstCall, event.firstCallId],
          [PROTECTION_WORDS.lastCall, event.lastCallId],
          [PROTECTION_WORDS.rules, event.rules.join(', ')],
          [PROTECTION_WORDS.policy, event.policyVersion],
        ]}
      />
    </Panel>
  );
}

function FoundPanel({ event }: { readonly event: ProtectionEvent }) {
  return (
    <Panel title={PROTECTION_WORDS.foundIn} note={PROTECTION_WORDS.foundNote}>
      <ul className="line-list">
        {Object.entries(event.types).map(([type, number]) => (
          <li key={type} className="line">
            <TextLink to="/protection" search={{ type }}>
              {type.replaceAll('_', ' ')}
            </TextLink>
            <Text size="sm" c="dimmed" className="figures">
              {PROTECTION_WORDS.times(number)}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NextPanel({ event }: { readonly event: ProtectionEvent }) {
  const may = useMay();
  const [kind = '', ...name] = event.owner.split(':');
  const personId = kind === 'person' ? name.join(':') : undefined;
  const { keyId } = event;
  const maySuspend = may('control.write:protection');
  return (
    <Panel title={PROTECTION_WORDS.next}>
      <Group gap="sm">
        {personId === undefined ? null : (
          <ButtonLink variant="default" to="/protection" search={{ person: personId, range: '90d' }}>
            {PROTECTION_WORDS.ofOwner}
          </ButtonLink>
        )}
        {keyId === null ? null : (
          <ButtonLink variant="default" to="/protection" search={{ key: keyId, range: '90d' }}>
            {PROTECTION_WORDS.ofKey}
          </ButtonLink>
        )}
        {maySuspend && keyId !== null ? (
          <ButtonLink variant="default" to="/suspensions" search={{ kind: 'key', id: keyId }}>
            {PROTECTION_WORDS.stopKey}
          </ButtonLink>
        ) : null}
        {maySuspend && personId !== undefined ? (
          <ButtonLink variant="default" to="/suspensions" search={{ kind: 'person', id: personId }}>
            {PROTECTION_WORDS.stopPerson}
          </ButtonLink>
        ) : null}
        {may('content.read:content') ? (
          <ButtonLink variant="default" to="/content" search={{ call: event.firstCallId }}>
            {PROTECTION_WORDS.readKept}
          </ButtonLink>
        ) : null}
      </Group>
    </Panel>
  );
}

function SamePanel({ event }: { readonly event: ProtectionEvent }) {
  const span = useRange({}, '90d').span;
  const query = { ...span, fingerprint: event.fingerprint, limit: SAME_SHOWN };
  const same = useOperation('listProtectionEvents', { query });
  return (
    <Panel title={PROTECTION_WORDS.same} note={PROTECTION_WORDS.sameNote} flush>
      <Loaded query={same}>
        {({ rows }) => {
          const others = rows.filter(({ id }) => id !== event.id);
          return others.length === 0 ? (
            <div className="more">
              <Empty title={PROTECTION_WORDS.noSame} />
            </div>
          ) : (
            <div className="table-scroll">
              <EventsTable events={others} />
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}
