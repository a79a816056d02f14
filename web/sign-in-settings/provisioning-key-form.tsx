import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { namesOf } from '../filters/filter-select.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useFieldFaults } from '../request/field-faults.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Trouble } from '../states/trouble.tsx';
import { SET_UP_WORDS } from '../words/sign-in-set-up-words.ts';

type Wanted = RequestOf<'createApiKey'>['body'];

export type ProvisioningKeyFormProps = {
  readonly onMade: (secret: string | null) => void;
  readonly onCancel: () => void;
};

const WORDS = SET_UP_WORDS;
const ACCOUNTS_MAX = 500;
const DAY_MS = 86_400_000;

/** Makes a key with the scope `scim` alone; the answer is the only place where it stands. */
export function ProvisioningKeyForm({ onMade, onCancel }: ProvisioningKeyFormProps) {
  const needed = (text: string) => (text.trim() === '' ? WORDS.needed : null);
  const form = useForm({
    initialValues: { name: '', account: '', days: '90' },
    validate: { name: needed, account: needed },
  });
  const accounts = useOperation('listServiceAccounts', { query: { status: 'active', limit: ACCOUNTS_MAX } });
  const make = useWrite({
    carryOut: (body: Wanted, idempotencyKey) => callOperation('createApiKey', { body, idempotencyKey }),
    changes: ['readSignInSetUp', 'listApiKeys'],
    done: ({ secret }) => onMade(secret),
  });
  useFieldFaults(form, make.error, { serviceAccountId: 'account' });
  const submit = form.onSubmit(({ name, account, days }) =>
    make.mutate({
      name: name.trim(),
      owner: { kind: 'service_account', serviceAccountId: account },
      scopes: ['scim'],
      expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
    }),
  );
  const choices = (accounts.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {make.error === null ? null : <Trouble error={make.error} />}
        <TextInput label={WORDS.keyName} description={WORDS.keyNameHelp} dir="auto" {...form.getInputProps('name')} />
        <NativeSelect
          label={WORDS.account}
          description={WORDS.accountHelp}
          data={[{ value: '', label: '–' }, ...choices]}
          {...form.getInputProps('account')}
        />
        <NativeSelect
          label={WORDS.days}
          data={namesOf<'30' | '90' | '180' | '364'>(DAYS).map((days) => ({ value: days, label: DAYS[days] }))}
          {...form.getInputProps('days')}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {WORDS.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const DAYS: Readonly<Record<'30' | '90' | '180' | '364', string>> = WORDS.daysChoice;
