import { Accordion, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { useOperation } from '../request/use-operation.ts';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { RULES_WORDS } from '../words/rules-words.ts';
import { useMyRules } from './use-my-rules.ts';

type Rules = AnswerOf<'readMyRules'>;
type UseCaseRules = Rules['useCases'][number];

/** What the reader may do, by use case, in the words of the rules in force. */
export function RulesPage() {
  const rules = useMyRules();
  return (
    <Page title={RULES_WORDS.title} lead={RULES_WORDS.lead}>
      <Loaded query={rules} lines={12}>
        {(data) => (
          <Stack gap="md">
            {data.stopped === null ? null : (
              <div className="trouble" role="alert">
                <Text fw={600}>{data.stopped}</Text>
              </div>
            )}
            <UseCases useCases={data.useCases} />
            <div className="grid-two">
              <Sentences title={RULES_WORDS.inspected} sentences={data.inspected} />
              <Sentences title={RULES_WORDS.recorded} sentences={data.recorded} />
            </div>
            <Sentences title={RULES_WORDS.seenBy} sentences={data.seenBy} />
            <Text size="xs" c="dimmed">
              {RULES_WORDS.version(data.policyVersion)} {RULES_WORDS.ask(data.askAt)}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function UseCases({ useCases }: { readonly useCases: readonly UseCaseRules[] }) {
  const [opened, setOpened] = useState<string[]>([]);
  return (
    <Panel title={RULES_WORDS.useCases} note={RULES_WORDS.useCasesNote}>
      {useCases.length === 0 ? (
        <Empty title={RULES_WORDS.noUseCase}>{RULES_WORDS.noUseCaseWhy}</Empty>
      ) : (
        <Accordion
          multiple
          value={opened}
          onChange={setOpened}
          variant="default"
          chevronPosition="left"
          className="plain-accordion"
          order={3}
        >
          {useCases.map((useCase) => (
            <Accordion.Item key={useCase.id} value={useCase.id}>
              <Accordion.Control>
                <Group gap="sm" wrap="nowrap" justify="space-between">
                  <span>
                    <Text span size="md" fw={500}>
                      {useCase.name}
                    </Text>
                    <Text span size="sm" c="dimmed" display="block">
                      {useCase.purpose}
                    </Text>
                  </span>
                  {useCase.stopped === null ? (
                    <Mark tone="plain">{RULES_WORDS.tier(useCase.tier)}</Mark>
                  ) : (
                    <Mark tone="stop">{RULES_WORDS.stopped}</Mark>
                  )}
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                {opened.includes(useCase.id) ? <UseCaseDetail useCase={useCase} /> : null}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </Panel>
  );
}

function UseCaseDetail({ useCase }: { readonly useCase: UseCaseRules }) {
  const rules = useOperation('readMyRules', { query: { useCaseId: useCase.id } });
  return (
    <Loaded query={rules} lines={8}>
      {({ useCases }) => useCases.map((one) => <UseCaseFacts key={one.id} useCase={one} />)}
    </Loaded>
  );
}

function UseCaseFacts({ useCase }: { readonly useCase: UseCaseRules }) {
  const { plain, groups } = useCase.whenFound ?? { plain: RULES_WORDS.none, groups: [] };
  const facts: readonly (readonly [string, string])[] = [
    ...(useCase.stopped === null ? [] : ([[RULES_WORDS.stopped, useCase.stopped]] as const)),
    [RULES_WORDS.means, useCase.tierMeans],
    [RULES_WORDS.data, listOr(useCase.dataClasses, RULES_WORDS.none)],
    [RULES_WORDS.models, listOr(useCase.models, RULES_WORDS.noModel)],
    [RULES_WORDS.templates, listOr(useCase.templates, RULES_WORDS.anyText)],
    [RULES_WORDS.approvals, listOr(useCase.approvals, RULES_WORDS.none)],
    [RULES_WORDS.content, useCase.content],
    [RULES_WORDS.plain, plain],
    ...(useCase.askAt === null ? [] : ([[RULES_WORDS.askAt, useCase.askAt]] as const)),
  ];
  return (
    <Stack gap="sm">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" fw={600}>
        {RULES_WORDS.found}
      </Text>
      <ul className="line-list">
        {groups.flatMap(({ group, outcomes }) =>
          outcomes.map((outcome) => (
            <li key={`${group} ${outcome.does}`} className="rule">
              <Text size="sm">{outcome.does}</Text>
              <Text size="xs" c="dimmed">
                {RULES_WORDS.types(outcome.types)}
              </Text>
            </li>
          )),
        )}
      </ul>
    </Stack>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  return (
    <Panel title={title}>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}

function listOr(values: readonly string[], otherwise: string): string {
  return values.length === 0 ? otherwise : values.join(', ');
}
