import { Button, Group, Text } from '@mantine/core';
import { Empty } from '../states/empty.tsx';
import { Panel } from '../states/panel.tsx';
import { EDITOR_WORDS, VERSION_WORDS } from '../words/policy-words.ts';
import type { PolicyCase } from './policy-document.ts';
import { factsInWords } from './row-in-words.ts';

export type CaseLinesProps = {
  readonly cases: readonly PolicyCase[];
  readonly onOpen: (at: number) => void;
  readonly onRemove: (at: number) => void;
};

/** The cases of a policy that is being written. */
export function CaseLines({ cases, onOpen, onRemove }: CaseLinesProps) {
  const add = (
    <Button size="compact-sm" variant="default" onClick={() => onOpen(cases.length)}>
      {EDITOR_WORDS.addCase}
    </Button>
  );
  return (
    <Panel title={VERSION_WORDS.cases} note={VERSION_WORDS.casesNote} action={add}>
      {cases.length === 0 ? (
        <Empty title={VERSION_WORDS.noCase} />
      ) : (
        <ul className="line-list">
          {cases.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names of cases may be the same, and their order is theirs
            <li key={`${at} ${one.name}`} className="line">
              <span>
                <Text size="sm">{one.name}</Text>
                <Text size="xs" c="dimmed">
                  {factsInWords(one)} → {[one.expect.effect, ...(one.expect.does ?? [])].join('; ')}
                </Text>
              </span>
              <Group gap={10} wrap="nowrap">
                <button type="button" className="text-button" onClick={() => onOpen(at)}>
                  {EDITOR_WORDS.edit}
                </button>
                <button type="button" className="text-button" onClick={() => onRemove(at)}>
                  {EDITOR_WORDS.remove}
                </button>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
