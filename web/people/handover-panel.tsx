import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LEAVING_WORDS } from '../words/people-words.ts';
import { PersonChoice } from './person-choice.tsx';

type Handovers = AnswerOf<'listHandovers'>;
type Handover = Handovers['rows'][number];
type Item = Handover['items'][number];

const WORDS = LEAVING_WORDS;

/** What somebody who left owned: each thing can be given to another person, then it is closed. */
export function HandoverPanel({ handovers }: { readonly handovers: UseQueryResult<Handovers> }) {
  const open = handovers.data?.rows.filter(({ state }) => state === 'open') ?? [];
  if (handovers.data !== undefined && open.length === 0) return null;
  return (
    <Panel title={WORDS.handover} note={WORDS.handoverNote}>
      <Loaded query={handovers} lines={3}>
        {() => open.map((handover) => <OpenHandover key={handover.id} handover={handover} />)}
      </Loaded>
    </Panel>
  );
}

function OpenHandover({ handover }: { readonly handover: Handover }) {
  const may = useMay();
  return (
    <Stack gap="sm">
      <Text size="sm">
        {WORDS.opened} <Moment at={handover.createdAt} />. {WORDS.why}: {handover.reason}
      </Text>
      <ul className="line-list">
        {handover.items.map((item) => (
          <li key={`${item.noun} ${item.id}`} className="rule">
            <ItemLine item={item} leaver={handover.personId} />
          </li>
        ))}
      </ul>
      {may('control.write:access') ? (
        <Group justify="flex-end">
          <ReasonButton
            plain
            label={WORDS.close}
            note={WORDS.closeNote}
            changes={['listHandovers']}
            carryOut={(_reason, idempotencyKey) =>
              callOperation('closeHandover', {
                params: { id: handover.id },
                ifRevision: handover.revision,
                body: {},
                idempotencyKey,
              })
            }
          />
        </Group>
      ) : null}
    </Stack>
  );
}

function ItemLine({ item, leaver }: { readonly item: Item; readonly leaver: string }) {
  const [owner, setOwner] = useState('');
  const [given, setGiven] = useState<string | null>(null);
  const give = useWrite({
    carryOut: (personId: string, idempotencyKey) => giveTo(item, { personId, idempotencyKey }),
    changes: ['listTeams', 'readTeam', 'listServiceAccounts', 'listUseCases', 'readUseCase'],
    done: () => setGiven(owner.trim()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (owner.trim() !== '') give.mutate(owner.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" dir="auto">
            {item.name}
          </Text>
          <Text size="xs" c="dimmed">
            {WORDS.nouns[item.noun]} · {item.id}
          </Text>
        </div>
        {given === null ? (
          <Group gap="sm" wrap="nowrap">
            <PersonChoice
              isBare
              label={`${WORDS.newOwner}: ${item.name}`}
              value={owner}
              onChange={setOwner}
              error={owner.trim() === leaver}
            />
            <Button
              type="submit"
              variant="default"
              loading={give.isPending}
              disabled={owner.trim() === '' || owner.trim() === leaver}
            >
              {WORDS.give}
            </Button>
          </Group>
        ) : (
          <Mark tone="good">
            {WORDS.given} {given}
          </Mark>
        )}
      </Group>
      {give.error === null ? null : <Trouble error={give.error} />}
    </form>
  );
}

type Gift = { readonly personId: string; readonly idempotencyKey: string };

function giveTo({ noun, id }: Item, { personId, idempotencyKey }: Gift): Promise<unknown> {
  const owner = { ownerPersonId: personId };
  const of = { params: { id }, idempotencyKey };
  switch (noun) {
    case 'team':
      return callOperation('changeTeam', { ...of, body: { managerPersonId: personId } });
    case 'service_account':
      return callOperation('changeServiceAccount', { ...of, body: owner });
    case 'use_case':
      return callOperation('changeUseCase', { ...of, body: owner });
    case 'envelope':
      return callOperation('changeEnvelope', { ...of, body: owner });
    case 'library_asset':
      return callOperation('changeLibraryAsset', { ...of, body: owner });
  }
}
