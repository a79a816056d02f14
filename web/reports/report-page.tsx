import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestOf } from '../../src/client/operation-request.ts';
import { Moment } from '../figures/moment.tsx';
import { callOperation, newWriteName } from '../request/call-operation.ts';
import { forget, useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { Trouble } from '../states/trouble.tsx';
import { REPORT_WORDS } from '../words/report-words.ts';

type Made = RequestOf<'makeReport'>['body'];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A mistake or misuse, one's own or somebody else's, without blame. */
export function ReportPage() {
  const reports = useOperation('listMyReports', {});
  return (
    <Page title={REPORT_WORDS.title} lead={REPORT_WORDS.lead}>
      <Together queries={[reports]} lines={8}>
        <div className="grid-two">
          <ReportForm />
          <Panel title={REPORT_WORDS.mine}>
            <Loaded query={reports} lines={4}>
              {({ rows }) =>
                rows.length === 0 ? (
                  <Empty title={REPORT_WORDS.none} />
                ) : (
                  <ul className="line-list">
                    {rows.map((report) => (
                      <li key={report.id} className="rule">
                        <Group gap="xs">
                          <Mark tone={report.state === 'closed' ? 'good' : 'warn'}>
                            {REPORT_WORDS.states[report.state]}
                          </Mark>
                          <Moment at={report.createdAt} size="xs" c="dimmed" />
                        </Group>
                        <Text size="sm" dir="auto">
                          {report.words}
                        </Text>
                        {report.answer === null ? null : (
                          <Text size="sm" c="dimmed" dir="auto">
                            {REPORT_WORDS.answer(report.answer)}
                          </Text>
                        )}
                      </li>
                    ))}
                  </ul>
                )
              }
            </Loaded>
          </Panel>
        </div>
      </Together>
    </Page>
  );
}

function ReportForm() {
  const [writeName, setWriteName] = useState(newWriteName);
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { about: 'mistake', words: '', callId: '', unnamed: false },
    validate: {
      words: (words) => (words.trim() === '' ? REPORT_WORDS.needed : null),
      callId: (id) => (id.trim() === '' || UUID.test(id.trim()) ? null : REPORT_WORDS.notReference),
    },
  });
  const make = useMutation({
    mutationFn: (body: Made) => callOperation('makeReport', { body, idempotencyKey: writeName }),
    onSuccess: async () => {
      form.reset();
      setWriteName(newWriteName());
      await forget(queries, ['listMyReports']);
    },
  });
  const submit = form.onSubmit(({ about, words, callId, unnamed }) =>
    make.mutate({
      about: about === 'misuse' ? 'misuse' : 'mistake',
      words: words.trim(),
      callId: callId.trim() === '' ? null : callId.trim(),
      unnamed,
    }),
  );
  return (
    <Panel title={REPORT_WORDS.make}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {make.error === null ? null : <Trouble error={make.error} />}
          <NativeSelect
            label={REPORT_WORDS.about}
            data={[
              { value: 'mistake', label: REPORT_WORDS.mistake },
              { value: 'misuse', label: REPORT_WORDS.misuse },
            ]}
            {...form.getInputProps('about')}
          />
          <Textarea
            label={REPORT_WORDS.words}
            autosize
            minRows={4}
            maxLength={4_000}
            dir="auto"
            {...form.getInputProps('words')}
          />
          <TextInput label={REPORT_WORDS.call} description={REPORT_WORDS.callHelp} {...form.getInputProps('callId')} />
          <Checkbox
            label={REPORT_WORDS.unnamed}
            description={REPORT_WORDS.unnamedHelp}
            {...form.getInputProps('unnamed', { type: 'checkbox' })}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending}>
              {REPORT_WORDS.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
