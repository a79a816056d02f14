import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { momentInWords } from '../figures/moment.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { DefinitionFields } from './definition-fields.tsx';
import { Difference } from './difference.tsx';
import { SimilarFound } from './similar-found.tsx';
import { useLookedThrough } from './use-looked-through.ts';
import { DATA_CLASSES, definitionOf, type Version, type Written, writeOn } from './written.ts';

export type NextVersionProps = {
  readonly assetId: string;
  /** Null: there is none yet. */
  readonly draft: Version | null;
  readonly before: Version | null;
};

const CHANGED = ['listLibraryVersions', 'readLibraryAsset', 'listLibrary', 'listMyAssets'] as const;

/** What its owner writes next: a draft, a proposal that waits, or one that was declined and why. */
export function NextVersion({ assetId, draft, before }: NextVersionProps) {
  const [editing, setEditing] = useState(false);
  const isWaiting = draft?.proposal?.state === 'waiting';
  const action =
    editing || isWaiting ? undefined : (
      <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
        {draft === null ? LIBRARY_WORDS.next.begin : LIBRARY_WORDS.next.edit}
      </Button>
    );
  const base = draft ?? before;
  return (
    <Panel title={LIBRARY_WORDS.next.title} note={LIBRARY_WORDS.next.note} action={action}>
      <Stack gap="sm">
        {draft === null && !editing ? (
          <Text size="sm" c="dimmed">
            {LIBRARY_WORDS.next.none}
          </Text>
        ) : null}
        {draft === null ? null : <Where draft={draft} />}
        {editing && base !== null ? (
          <Editor assetId={assetId} base={base} before={before} onDone={() => setEditing(false)} />
        ) : null}
        {!editing && draft !== null ? <Standing assetId={assetId} draft={draft} before={before} /> : null}
      </Stack>
    </Panel>
  );
}

function Where({ draft: { version, proposal } }: { readonly draft: Version }) {
  const state = proposal?.state ?? 'draft';
  const tone = state === 'waiting' ? 'warn' : state === 'declined' ? 'stop' : 'plain';
  return (
    <div>
      <Group gap="xs">
        <Mark tone={tone}>{LIBRARY_WORDS.standings[state]}</Mark>
        <Text size="sm" c="dimmed">
          {LIBRARY_WORDS.version(version)}
          {proposal === null ? '' : LIBRARY_WORDS.next.since(momentInWords({ at: proposal.proposedAt, day: true }))}
        </Text>
      </Group>
      {proposal?.answer == null ? null : (
        <Text size="sm" mt={4} dir="auto">
          {LIBRARY_WORDS.next.because(proposal.answer.by, proposal.answer.reason)}
        </Text>
      )}
    </div>
  );
}

type StandingProps = { readonly assetId: string; readonly draft: Version; readonly before: Version | null };

function Standing({ assetId, draft, before }: StandingProps) {
  const isWaiting = draft.proposal?.state === 'waiting';
  const params = { id: assetId, version: draft.version };
  const step = useWrite<void>({
    carryOut: (_nothing, idempotencyKey): Promise<unknown> =>
      isWaiting
        ? callOperation('withdrawLibraryProposal', { params, idempotencyKey })
        : callOperation('proposeLibraryVersion', { params, idempotencyKey }),
    changes: CHANGED,
  });
  return (
    <>
      {step.error === null ? null : <Trouble error={step.error} />}
      <Difference before={before?.text ?? ''} after={draft.text} />
      <Group justify="flex-end">
        <Button
          size="compact-sm"
          variant={isWaiting ? 'default' : 'filled'}
          loading={step.isPending}
          onClick={() => step.mutate()}
        >
          {isWaiting ? LIBRARY_WORDS.withdraw : LIBRARY_WORDS.propose}
        </Button>
      </Group>
    </>
  );
}

type EditorProps = {
  readonly assetId: string;
  readonly base: Version;
  readonly before: Version | null;
  readonly onDone: () => void;
};

function Editor({ assetId, base, before, onDone }: EditorProps) {
  const [written, setWritten] = useState<Written>(() => writeOn(base));
  const looked = useLookedThrough(written.text);
  const write = useWrite<boolean>({
    carryOut: async (isProposed, writeName) => {
      const order = { params: { id: assetId }, body: definitionOf(written, base) };
      const drafted = await callOperation('draftLibraryVersion', { ...order, idempotencyKey: `${writeName}-write` });
      const params = { id: assetId, version: drafted.version };
      if (isProposed) await callOperation('proposeLibraryVersion', { params, idempotencyKey: `${writeName}-propose` });
    },
    changes: CHANGED,
    done: onDone,
  });
  const isReady = written.text.trim() !== '' && !looked.hasSecret && !looked.pending;
  return (
    <Stack gap="sm">
      {write.error === null ? null : <Trouble error={write.error} />}
      <DefinitionFields
        written={written}
        onChange={setWritten}
        findings={looked.findings}
        classes={DATA_CLASSES}
        isFirst={before === null}
      />
      {before === null ? (
        <SimilarFound text={written.text} ownId={assetId} />
      ) : (
        <Difference before={before.text} after={written.text} />
      )}
      {looked.hasSecret ? (
        <Text size="sm" role="alert" fw={500}>
          {LIBRARY_WORDS.save.hasSecret}
        </Text>
      ) : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onDone}>
          {LIBRARY_WORDS.next.back}
        </Button>
        <Button variant="default" disabled={!isReady} loading={write.isPending} onClick={() => write.mutate(false)}>
          {LIBRARY_WORDS.save.keep}
        </Button>
        <Button disabled={!isReady} loading={write.isPending} onClick={() => write.mutate(true)}>
          {LIBRARY_WORDS.propose}
        </Button>
      </Group>
    </Stack>
  );
}
