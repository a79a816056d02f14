import { Button, Checkbox, Group, Modal, NativeSelect, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { Loaded } from '../states/loaded.tsx';
import { Trouble } from '../states/trouble.tsx';
import { MERGE_WORDS } from '../words/merge-words.ts';

type Rule = AnswerOf<'readSimilarityRule'>;

const WORDS = MERGE_WORDS.rule;
const CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;
const USE_CASES_MAX = 500;
const KEEP_DAYS = { least: 7, most: 180 } as const;

/** Says what fingerprints may be taken of; gateways follow within a second. */
export function SimilarityDialog({ rule }: { readonly rule: Rule }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {WORDS.change}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={WORDS.changeTitle}>
        <RuleForm rule={rule} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function RuleForm({ rule, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const [wanted, setWanted] = useState({
    ...{ mode: rule.mode, useCaseIds: [...rule.useCaseIds] },
    ...{ dataClassMax: rule.dataClassMax, keepDays: rule.keepDays },
  });
  const change = (part: Partial<typeof wanted>) => setWanted((now) => ({ ...now, ...part }));
  const write = useWrite({
    carryOut: (_nothing: undefined) =>
      callOperation('changeSimilarityRule', { body: wanted, ifRevision: rule.revision }),
    changes: ['readSimilarityRule', 'readTemplateDrift', 'readMyRules'],
    done: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {write.error === null ? null : <Trouble error={write.error} />}
        <Switch
          label={WORDS.switchOn}
          description={WORDS.switchNote}
          checked={wanted.mode === 'on'}
          onChange={({ currentTarget }) => change({ mode: currentTarget.checked ? 'on' : 'off' })}
        />
        <UseCases chosen={wanted.useCaseIds} onChange={(useCaseIds) => change({ useCaseIds })} />
        <Group gap="sm" grow align="flex-end">
          <NativeSelect
            label={WORDS.dataClass}
            data={[...CLASSES]}
            value={wanted.dataClassMax}
            onChange={({ currentTarget: { value } }) =>
              change({ dataClassMax: CLASSES.find((name) => name === value) ?? rule.dataClassMax })
            }
          />
          <NumberInput
            label={WORDS.keepDays}
            min={KEEP_DAYS.least}
            max={KEEP_DAYS.most}
            allowDecimal={false}
            value={wanted.keepDays}
            onChange={(value) => change({ keepDays: typeof value === 'number' ? value : rule.keepDays })}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {WORDS.onRecord}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {WORDS.cancel}
          </Button>
          <Button type="submit" loading={write.isPending}>
            {WORDS.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type UseCasesProps = { readonly chosen: string[]; readonly onChange: (chosen: string[]) => void };

function UseCases({ chosen, onChange }: UseCasesProps) {
  const useCases = useOperation('listUseCases', { query: { status: 'active', limit: USE_CASES_MAX } });
  return (
    <Loaded query={useCases} lines={3}>
      {({ rows }) => (
        <Checkbox.Group
          label={WORDS.useCases}
          description={WORDS.useCasesHelp}
          value={chosen}
          onChange={onChange}
          className="choices"
        >
          <Stack gap={6} mt="xs" mah={180} style={{ overflowY: 'auto' }}>
            {rows.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Loaded>
  );
}
