import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { PersonChoice } from '../people/person-choice.tsx';
import { callOperation } from '../request/call-operation.ts';
import { faultsOf } from '../request/field-faults.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { COMPARISON_WORDS } from '../words/comparison-words.ts';
import { REASON_WORDS } from '../words/state-words.ts';
import type { Profile } from './profiles-panel.tsx';

export type ProfileDialogProps = { readonly label: string; readonly profile?: Profile };

const WORDS = COMPARISON_WORDS;
const FAMILY_CHARACTERS_MAX = 200;

/** Says with whom somebody's work is compared, and what may be expected of it. */
export function ProfileDialog({ label, profile }: ProfileDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => setOpen(true)}
        {...(profile === undefined ? {} : { 'aria-label': `${label}: ${profile.personId}` })}
      >
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={WORDS.setTitle}>
        <ProfileForm profile={profile} onClose={close} />
      </Modal>
    </>
  );
}

type FormProps = { readonly profile: Profile | undefined; readonly onClose: () => void };

function ProfileForm({ profile, onClose }: FormProps) {
  const [personId, setPersonId] = useState(profile?.personId ?? '');
  const [family, setFamily] = useState(profile?.roleFamily ?? '');
  const [isTrained, setTrained] = useState(profile?.isTrained ?? true);
  const [canBeReused, setReused] = useState(profile?.canBeReused ?? true);
  const isWhole = personId.trim() !== '' && family.trim() !== '';
  const save = useWrite({
    carryOut: (_input, idempotencyKey) =>
      callOperation('setScoreProfile', {
        params: { personId: personId.trim() },
        body: { roleFamily: family.trim(), isTrained, canBeReused },
        idempotencyKey,
      }),
    changes: ['listScoreProfiles'],
    done: (made) => {
      notifications.show({ message: WORDS.saved(made.personId) });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {save.error === null ? null : <Trouble error={save.error} />}
        <Text size="sm">{WORDS.setNote}</Text>
        {profile === undefined ? (
          <PersonChoice label={WORDS.person} value={personId} onChange={setPersonId} />
        ) : (
          <Text size="sm" fw={500}>
            <bdi>{profile.personId}</bdi>
          </Text>
        )}
        <TextInput
          label={WORDS.family}
          description={WORDS.familyHelp}
          value={family}
          maxLength={FAMILY_CHARACTERS_MAX}
          dir="auto"
          autoComplete="off"
          error={faultsOf(save.error)['roleFamily']}
          onChange={({ currentTarget }) => setFamily(currentTarget.value)}
        />
        <Checkbox
          label={WORDS.trainedField}
          description={WORDS.trainedHelp}
          checked={isTrained}
          onChange={({ currentTarget }) => setTrained(currentTarget.checked)}
        />
        <Checkbox
          label={WORDS.reuseField}
          description={WORDS.reuseHelp}
          checked={canBeReused}
          onChange={({ currentTarget }) => setReused(currentTarget.checked)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {REASON_WORDS.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isWhole}>
            {WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
