import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { PEOPLE_WORDS, PERSON_WORDS } from '../words/people-words.ts';
import { AccessPanel } from './access-panel.tsx';
import { HandoverPanel } from './handover-panel.tsx';
import { LeavingPanel } from './leaving-panel.tsx';
import { NamesPanel } from './names-panel.tsx';
import { PERSON_TONES } from './people-page.tsx';
import { type Person, PersonForm, type PersonTexts, personFields } from './person-form.tsx';
import { PersonLink } from './person-link.tsx';
import { PersonSteps } from './person-steps.tsx';
import { RolesPanel, useGrantsOf } from './roles-panel.tsx';
import { usePeople } from './use-person-names.ts';

const route = getRouteApi('/people/$personId');
const WORDS = PERSON_WORDS;

/** One person: what they are, what they hold and by what they come in. */
export function PersonPage() {
  const { personId } = route.useParams();
  const [isEditing, setEditing] = useState(false);
  const mayChange = useMay()('control.write:directory');
  const mayReadNames = useMay()('control.read:outcomes');
  const of = { params: { id: personId } };
  const person = useOperation('readPerson', of);
  const access = useOperation('readPersonAccess', of);
  const roles = useOperation('readPersonRoles', of);
  const handovers = useOperation('listHandovers', { query: { personId } });
  const isActive = person.data?.status === 'active';
  const grants = useGrantsOf(personId);
  const people = usePeople();
  const team = useOperation('readTeam', { params: { id: person.data?.teamId ?? '' } }, { enabled: isKnown(person) });
  const names = useOperation('readPersonNames', of, { enabled: mayReadNames });
  const waits = [
    person,
    access,
    roles,
    handovers,
    grants,
    people,
    ...(mayReadNames ? [names] : []),
    ...(isKnown(person) ? [team] : []),
  ];
  // A name of many lines moves all that stands in the head and below it: it comes with them.
  const shown = waits.some(({ isPending }) => isPending) ? undefined : person.data;
  return (
    <Page
      title={shown?.name ?? WORDS.page}
      lead={shown?.email}
      action={
        mayChange && isActive && shown !== undefined ? (
          <Button variant="default" onClick={() => setEditing(!isEditing)}>
            {isEditing ? WORDS.cancel : WORDS.edit}
          </Button>
        ) : null
      }
    >
      <Together queries={waits} lines={14}>
        <Loaded query={person} lines={12}>
          {(row) => (
            <Stack gap="md">
              {isEditing && isActive ? <EditPanel person={row} onDone={() => setEditing(false)} /> : null}
              <FactsPanel person={row} state={access.data?.state ?? row.status} />
              <HandoverPanel handovers={handovers} />
              <div className="grid-two">
                <RolesPanel person={row} />
                <Stack gap="md">
                  <AccessPanel person={row} />
                  <NamesPanel person={row} />
                  {isActive ? <LeavingPanel person={row} /> : null}
                </Stack>
              </div>
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

function isKnown({ data }: { readonly data: unknown }): boolean {
  return data !== undefined;
}

function EditPanel({ person, onDone }: { readonly person: Person; readonly onDone: () => void }) {
  const save = useWrite({
    carryOut: (texts: PersonTexts, idempotencyKey) =>
      callOperation('changePerson', {
        params: { id: person.id },
        ifRevision: person.revision,
        body: personFields(texts),
        idempotencyKey,
      }),
    changes: ['readPerson', 'listDirectory', 'listPeople'],
    done: ({ name }) => {
      onDone();
      notifications.show({ message: WORDS.saved(name) });
    },
  });
  return (
    <PersonForm
      person={person}
      error={save.error}
      isPending={save.isPending}
      onSave={(texts) => save.mutate(texts)}
      onCancel={onDone}
    />
  );
}

type FactsPanelProps = { readonly person: Person; readonly state: keyof typeof PEOPLE_WORDS.states };

function FactsPanel({ person, state }: FactsPanelProps) {
  const mayChange = useMay()('control.write:directory');
  const { data: team } = useOperation('readTeam', { params: { id: person.teamId } });
  const managerId = team?.managerPersonId ?? null;
  return (
    <Panel title={WORDS.facts} action={<Mark tone={PERSON_TONES[state]}>{PEOPLE_WORDS.states[state]}</Mark>}>
      <Facts
        facts={[
          [WORDS.id, person.id],
          [
            WORDS.team,
            <TextLink key="team" to="/teams/$teamId" params={{ teamId: person.teamId }}>
              {team?.name ?? person.teamId}
            </TextLink>,
          ],
          [WORDS.manager, managerId === null ? WORDS.noManager : <PersonLink key="manager" id={managerId} />],
          [WORDS.costCentre, team?.costCentre ?? WORDS.noCostCentre],
          [WORDS.employment, person.employment === null ? WORDS.notSaid : WORDS.employments[person.employment]],
          [WORDS.region, person.region ?? WORDS.notSaid],
          [WORDS.tags, person.roles.length === 0 ? WORDS.noCostCentre : person.roles.join(', ')],
          [WORDS.keptBy, WORDS.keepers[person.managedBy]],
        ]}
      />
      {mayChange ? (
        <Group gap="sm">
          <PersonSteps person={person} />
        </Group>
      ) : null}
    </Panel>
  );
}
