import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useFirstFault } from '../request/use-first-fault.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { NotYours, Trouble } from '../states/trouble.tsx';
import { ALLOWANCE_WORDS } from '../words/allowance-words.ts';
import { draftOf, FIRST_RULE, type RuleDraft, ruleOf } from './rule-draft.ts';
import { faultsOfRule, isSound } from './rule-faults.ts';
import { ForWhomFields, TrancheFields } from './rule-fields.tsx';
import type { Rule } from './rule-panel.tsx';
import { RulePreview } from './rule-preview.tsx';

const WORDS = ALLOWANCE_WORDS;
const NOTE_MAX = 200;
const PERMISSION = 'control.write:budgets';

/** Writes the next version of the rule, from the one in force; it is published after somebody saw what it would do. */
export function RuleFormPage() {
  const rule = useOperation('readAllowanceRule', {});
  const mayWrite = useMay()(PERMISSION);
  return (
    <Page title={WORDS.formTitle} lead={WORDS.formLead}>
      {mayWrite ? (
        <Stack gap="md">
          <TextLink to="/allowances">{WORDS.title}</TextLink>
          <Loaded query={rule} lines={14}>
            {({ current }) => <RuleForm from={current?.rule ?? FIRST_RULE} />}
          </Loaded>
        </Stack>
      ) : (
        <NotYours permission={PERMISSION} />
      )}
    </Page>
  );
}

type Seen = { readonly draft: RuleDraft; readonly preview: AnswerOf<'previewAllowanceRule'> };

function RuleForm({ from }: { readonly from: Rule }) {
  const [draft, setDraft] = useState(() => draftOf(from));
  const [seen, setSeen] = useState<Seen | null>(null);
  const see = useWrite({
    carryOut: async (asked: RuleDraft, idempotencyKey): Promise<Seen> => ({
      draft: asked,
      preview: await callOperation('previewAllowanceRule', { body: { rule: ruleOf(asked) }, idempotencyKey }),
    }),
    changes: [],
    done: setSeen,
  });
  const [isAsked, setAsked] = useState(false);
  const form = useFirstFault<HTMLDivElement>();
  const found = faultsOfRule(draft);
  const faults = isAsked ? found : undefined;
  const ask = () => {
    setAsked(true);
    if (isSound(found)) see.mutate(draft);
    else form.focus();
  };
  return (
    <Stack gap="md" ref={form.ref}>
      <ForWhomFields draft={draft} faults={faults} onChange={setDraft} />
      <TrancheFields draft={draft} faults={faults} onChange={setDraft} />
      {see.error === null ? null : <Trouble error={see.error} />}
      <Group gap="sm">
        <Button variant={seen?.draft === draft ? 'default' : 'filled'} loading={see.isPending} onClick={ask}>
          {WORDS.see}
        </Button>
        <Text size="sm" c="dimmed" aria-live="polite">
          {isAsked && !isSound(found) ? WORDS.amiss : seen === null || seen.draft === draft ? '' : WORDS.stale}
        </Text>
      </Group>
      {seen === null ? null : (
        <>
          <RulePreview preview={seen.preview} />
          {seen.draft === draft ? <PublishPanel draft={draft} /> : null}
        </>
      )}
    </Stack>
  );
}

function PublishPanel({ draft }: { readonly draft: RuleDraft }) {
  const [note, setNote] = useState('');
  const navigate = useNavigate();
  const publish = useWrite({
    carryOut: (words: string, idempotencyKey) =>
      callOperation('publishAllowanceRule', { body: { rule: ruleOf(draft), note: words }, idempotencyKey }),
    changes: ['readAllowanceRule', 'listMyEnvelopes', 'readEnvelope', 'previewAllowance'],
    done: async ({ version }) => {
      notifications.show({ message: WORDS.publishedNow(version) });
      await navigate({ to: '/allowances' });
    },
  });
  return (
    <Panel title={WORDS.publish}>
      <form
        className="narrow"
        onSubmit={(event) => {
          event.preventDefault();
          if (note.trim() !== '') publish.mutate(note.trim());
        }}
      >
        <Stack gap="sm">
          {publish.error === null ? null : <Trouble error={publish.error} />}
          <TextInput
            label={WORDS.why}
            description={WORDS.whyHelp}
            maxLength={NOTE_MAX}
            dir="auto"
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={publish.isPending} disabled={note.trim() === ''}>
              {WORDS.publish}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
