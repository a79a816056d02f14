import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { NO_HELP } from '../states/no-help.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import { readJsonList } from './read-json.ts';

type Create = RequestOf<'createSource'>['body'];
type Rules = NonNullable<Create['rules']>;

const KINDS = [
  'github',
  'gitlab',
  'jira',
  'zendesk',
  'pagerduty',
  'incident_io',
  'servicenow',
  'standard_webhooks',
  'cloudevents',
] as const;
const ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SECRET = /^[A-Za-z_][A-Za-z0-9_]*_WEBHOOK_SECRET$/;
const PAGES = /^(https?:\/\/[^\s?#]*[^\s/?#])?$/;
const TOKEN = /^([A-Za-z_][A-Za-z0-9_]*_SOURCE_TOKEN)?$/;

/** Connects a system; secrets stay where the server finds them. */
export function SourceFormPage() {
  const navigate = useNavigate();
  const form = useSourceForm();
  const write = useWrite({
    carryOut: (body: Create, idempotencyKey) => callOperation('createSource', { body, idempotencyKey }),
    changes: ['listSources'],
    done: ({ id }) => navigate({ to: '/sources/$sourceId', params: { sourceId: id } }),
  });
  return (
    <Page title={SOURCE_WORDS.formTitle} lead={SOURCE_WORDS.formLead}>
      <form onSubmit={form.onSubmit((values) => write.mutate(createOf(values)))} className="narrow">
        <Panel title={SOURCE_WORDS.connect}>
          <Stack gap="md">
            {write.error === null ? null : <Trouble error={write.error} />}
            <NativeSelect
              label={SOURCE_WORDS.kind}
              data={KINDS.map((kind) => ({ value: kind, label: SOURCE_WORDS.kinds[kind] }))}
              {...form.getInputProps('kind')}
            />
            <div className="grid-two">
              <TextInput label={SOURCE_WORDS.nameField} description={NO_HELP} {...form.getInputProps('name')} />
              <TextInput label={SOURCE_WORDS.id} description={SOURCE_WORDS.idHelp} {...form.getInputProps('id')} />
            </div>
            <TextInput
              label={SOURCE_WORDS.secretVariable}
              description={SOURCE_WORDS.secretHelp}
              placeholder="GITHUB_WEBHOOK_SECRET"
              autoComplete="off"
              {...form.getInputProps('secretVariable')}
            />
            <TextInput
              label={SOURCE_WORDS.tokenVariable}
              description={SOURCE_WORDS.tokenHelp}
              autoComplete="off"
              {...form.getInputProps('tokenVariable')}
            />
            <TextInput
              label={SOURCE_WORDS.pagesField}
              description={SOURCE_WORDS.pagesHelp}
              placeholder="https://example.zendesk.com"
              autoComplete="off"
              inputMode="url"
              {...form.getInputProps('pagesUrl')}
            />
            <Textarea
              label={SOURCE_WORDS.rulesField}
              description={SOURCE_WORDS.rulesHelp}
              placeholder={SOURCE_WORDS.rulesExample}
              rows={5}
              spellCheck={false}
              classNames={{ input: 'code-input' }}
              {...form.getInputProps('rules')}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={write.isPending}>
                {SOURCE_WORDS.save}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </form>
    </Page>
  );
}

function useSourceForm() {
  return useForm({
    initialValues: { kind: 'github', id: '', name: '', secretVariable: '', tokenVariable: '', pagesUrl: '', rules: '' },
    validate: {
      id: (id) => (ID.test(id) ? null : SOURCE_WORDS.badId),
      name: (name) => (name.trim() === '' ? SOURCE_WORDS.needed : null),
      secretVariable: (variable) => (SECRET.test(variable.trim()) ? null : SOURCE_WORDS.badSecret),
      tokenVariable: (variable) => (TOKEN.test(variable.trim()) ? null : SOURCE_WORDS.badToken),
      pagesUrl: (address) => (PAGES.test(address.trim()) ? null : SOURCE_WORDS.badPages),
      rules: (rules) => (rules.trim() === '' || readJsonList(rules) !== undefined ? null : SOURCE_WORDS.notRules),
    },
  });
}

function createOf(values: ReturnType<typeof useSourceForm>['values']): Create {
  const token = values.tokenVariable.trim();
  const listed = readJsonList(values.rules) ?? [];
  return {
    id: values.id,
    kind: KINDS.find((kind) => kind === values.kind) ?? 'github',
    name: values.name.trim(),
    pagesUrl: values.pagesUrl.trim() === '' ? null : values.pagesUrl.trim(),
    secrets: [{ kind: 'environment', variable: values.secretVariable.trim() }],
    ...(token === '' ? {} : { api: { token: { kind: 'environment', variable: token } } }),
    ...(areRules(listed) ? { rules: listed } : {}),
  };
}

/** Nothing is looked at here: the server says of each rule what is wrong with it. */
function areRules(listed: readonly unknown[]): listed is Rules {
  return listed.length > 0;
}
