import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { callOperation } from '../request/call-operation.ts';
import { useFirstFault } from '../request/use-first-fault.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { MAPPING_WORDS } from '../words/mapping-words.ts';
import { faultsOfMapping } from './mapping-faults.ts';
import { MappingFields } from './mapping-fields.tsx';
import { EMPTY_MAPPING, type Mapping } from './mapping-texts.ts';
import { readJsonObject, readRules } from './read-json.ts';
import type { Source } from './source-tones.ts';
import { DryRunText } from './try-panel.tsx';

const route = getRouteApi('/sources/$sourceId/mapping');
const TYPING_MS = 600;
type Entry = { readonly key: number; readonly mapping: Mapping };

/** What messages of a source say, written beside one of them with what it comes to. */
export function MappingPage() {
  const { sourceId } = route.useParams();
  const source = useOperation('readSource', { params: { id: sourceId } });
  const title = source.data === undefined ? MAPPING_WORDS.page : MAPPING_WORDS.title(source.data.name);
  return (
    <Page title={title} lead={MAPPING_WORDS.lead}>
      <Stack gap="md">
        <TextLink to="/sources/$sourceId" params={{ sourceId }}>
          {MAPPING_WORDS.back}
        </TextLink>
        <Loaded query={source} lines={14}>
          {(data) => <Editor source={data} />}
        </Loaded>
      </Stack>
    </Page>
  );
}

function Editor({ source }: { readonly source: Source }) {
  const [entries, setEntries] = useState<readonly Entry[]>(source.mapping.map((mapping, key) => ({ key, mapping })));
  const [rulesText, setRulesText] = useState(JSON.stringify(source.rules, null, 2));
  const rules = readRules(rulesText);
  const mapping = entries.map((entry) => entry.mapping);
  const save = useWrite({
    carryOut: () =>
      callOperation('changeSource', {
        params: { id: source.id },
        body: { mapping, ...(rules === undefined ? {} : { rules }) },
        ifRevision: source.revision,
      }),
    changes: ['readSource', 'listSources'],
    done: () => notifications.show({ message: MAPPING_WORDS.saved }),
  });
  const unread = useUnread();
  const [isAsked, setAsked] = useState(false);
  const form = useFirstFault<HTMLDivElement>();
  const isAmiss =
    mapping.some((one) => Object.keys(faultsOfMapping(one)).length > 0) || entries.some(({ key }) => unread.isOf(key));
  const keep = () => {
    setAsked(true);
    if (isAmiss) form.focus();
    else save.mutate();
  };
  const nextKey = Math.max(-1, ...entries.map(({ key }) => key)) + 1;
  return (
    <div className="grid-two">
      <Panel title={MAPPING_WORDS.entries} note={MAPPING_WORDS.entriesNote}>
        <Stack gap="md" ref={form.ref}>
          {save.error === null ? null : <Trouble error={save.error} />}
          {entries.length === 0 ? <Empty title={MAPPING_WORDS.none}>{MAPPING_WORDS.noneWhy}</Empty> : null}
          {entries.map((entry, at) => (
            <MappingFields
              key={entry.key}
              number={at + 1}
              mapping={entry.mapping}
              faults={isAsked ? faultsOfMapping(entry.mapping) : {}}
              onUnread={(field, isUnread) => unread.tell(entry.key, field, isUnread)}
              onChange={(changed) =>
                setEntries(entries.map((one) => (one.key === entry.key ? { ...one, mapping: changed } : one)))
              }
              onRemove={() => setEntries(entries.filter(({ key }) => key !== entry.key))}
            />
          ))}
          <Button
            variant="default"
            size="compact-sm"
            w="fit-content"
            onClick={() => setEntries([...entries, { key: nextKey, mapping: EMPTY_MAPPING }])}
          >
            {MAPPING_WORDS.add}
          </Button>
          <Textarea
            label={MAPPING_WORDS.rules}
            description={MAPPING_WORDS.rulesHelp}
            value={rulesText}
            error={rules === undefined ? MAPPING_WORDS.notRules : undefined}
            autosize
            minRows={3}
            maxRows={14}
            spellCheck={false}
            classNames={{ input: 'code-input' }}
            onChange={({ currentTarget }) => setRulesText(currentTarget.value)}
          />
          <Group justify="space-between">
            <Text size="xs" c="dimmed" aria-live="polite">
              {isAsked && isAmiss ? MAPPING_WORDS.amiss : MAPPING_WORDS.saveNote}
            </Text>
            <Button loading={save.isPending} disabled={rules === undefined} onClick={keep}>
              {MAPPING_WORDS.save}
            </Button>
          </Group>
        </Stack>
      </Panel>
      <TryBeside source={source} mapping={mapping} rules={rules ?? source.rules} />
    </div>
  );
}

/** Fields whose lines cannot be read: what stands in them is not what would be kept. */
function useUnread() {
  const [unread, setUnread] = useState<readonly string[]>([]);
  return {
    isOf: (entry: number) => unread.some((field) => field.startsWith(`${entry} `)),
    tell: (entry: number, name: string, isUnread: boolean) => {
      const field = `${entry} ${name}`;
      setUnread((before) => [...before.filter((one) => one !== field), ...(isUnread ? [field] : [])]);
    },
  };
}

type TryBesideProps = Pick<Source, 'mapping' | 'rules'> & { readonly source: Source };

/** The pasted message, and what it would come to by what stands in the fields now. */
function TryBeside({ source, mapping, rules }: TryBesideProps) {
  const [text, setText] = useState('');
  const [tried] = useDebouncedValue(JSON.stringify({ text, mapping, rules }), TYPING_MS);
  const payload = readJsonObject(text);
  const run = useQuery({
    queryKey: ['trySource', source.id, tried],
    queryFn: ({ signal }) =>
      callOperation('trySource', {
        params: { id: source.id },
        body: { payload: payload ?? {}, mapping, rules },
        signal,
      }),
    enabled: payload !== undefined && tried === JSON.stringify({ text, mapping, rules }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const wait = text.trim() === '' ? MAPPING_WORDS.waitsForMessage : MAPPING_WORDS.notJson;
  return (
    <Panel title={MAPPING_WORDS.payload} note={MAPPING_WORDS.payloadNote}>
      <Stack gap="md">
        <Textarea
          aria-label={MAPPING_WORDS.payload}
          placeholder={MAPPING_WORDS.payloadHelp}
          value={text}
          rows={12}
          spellCheck={false}
          classNames={{ input: 'code-input' }}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <div aria-live="polite">
          {payload === undefined ? (
            <Text size="sm" c="dimmed">
              {wait}
            </Text>
          ) : (
            <Stack gap="xs">
              <Text size="sm" fw={600}>
                {MAPPING_WORDS.result}
              </Text>
              {run.error === null ? null : <Trouble error={run.error} />}
              {run.data === undefined ? null : <DryRunText run={run.data} />}
            </Stack>
          )}
        </div>
      </Stack>
    </Panel>
  );
}
