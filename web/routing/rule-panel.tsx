import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { dollars } from '../figures/money.ts';
import { percent } from '../figures/percent.ts';
import { callOperation } from '../request/call-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Facts } from '../states/facts.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { ROUTING_WORDS, USE_CASE_ROUTING_WORDS } from '../words/routing-words.ts';
import type { Rule, UseCase } from './edit-rule.ts';
import { RuleForm } from './rule-form.tsx';

const WORDS = USE_CASE_ROUTING_WORDS;
const CHANGES = ['readUseCase', 'listUseCases', 'listRoutes'] as const;

/** What the use case allows routing to do, and its form. */
export function RulePanel({ useCase }: { readonly useCase: UseCase }) {
  const mayChange = useMay()('control.write:catalogue') && useCase.status !== 'archived';
  const [isEditing, setEditing] = useState(false);
  const { routing } = useCase;
  const change = (rule: Rule | null, idempotencyKey: string) =>
    callOperation('changeUseCase', {
      params: { id: useCase.id },
      ifRevision: useCase.revision,
      body: { routing: rule },
      idempotencyKey,
    });
  const save = useWrite({
    carryOut: change,
    changes: CHANGES,
    done: () => {
      setEditing(false);
      notifications.show({ message: WORDS.saved });
    },
  });
  return (
    <Panel
      title={WORDS.rule}
      action={
        mayChange ? (
          <Group gap={6} wrap="nowrap">
            <Button size="compact-sm" variant="default" onClick={() => setEditing(!isEditing)}>
              {isEditing ? WORDS.cancel : routing === null ? WORDS.make : WORDS.edit}
            </Button>
            {routing === null || isEditing ? null : (
              <ReasonButton
                plain
                label={WORDS.take}
                note={WORDS.takeNote}
                changes={CHANGES}
                carryOut={(_reason, idempotencyKey) => change(null, idempotencyKey)}
              />
            )}
          </Group>
        ) : null
      }
    >
      {isEditing && mayChange ? (
        <RuleForm
          useCase={useCase}
          error={save.error}
          isPending={save.isPending}
          onSave={(rule) => save.mutate(rule)}
        />
      ) : routing === null ? (
        <Empty title={WORDS.ruleNone}>{WORDS.ruleNoneWhy}</Empty>
      ) : (
        <RuleFacts rule={routing} />
      )}
    </Panel>
  );
}

function RuleFacts({ rule }: { readonly rule: Rule }) {
  const { mode, canary, shadow, templateModels } = rule;
  const templates = Object.entries(templateModels).map(([template, model]) => `${template} (${model})`);
  return (
    <>
      <Group gap="xs" mb="xs">
        <Mark tone={mode === 'on' ? 'good' : 'plain'}>{ROUTING_WORDS.modes[mode]}</Mark>
        <Text size="sm" c="dimmed">
          {ROUTING_WORDS.modesHelp[mode]} {rule.substitutes ? WORDS.substitutes : WORDS.substitutesOff}.
        </Text>
      </Group>
      <Facts
        facts={[
          [WORDS.difficultyMax, rule.difficultyMax],
          [
            WORDS.shadowFact,
            shadow === null
              ? WORDS.none
              : WORDS.shadowSays(percent(shadow.share), dollars(shadow.dailyLimitNanodollars)),
          ],
          [WORDS.agreementFact, percent(rule.agreementMin)],
          [WORDS.errorFact, percent(rule.errorRateMax)],
          [WORDS.canary, canary === null ? WORDS.none : WORDS.canarySays(canary.modelId, percent(canary.share))],
          [WORDS.latency, rule.latencyFallback ? WORDS.latencyOn : WORDS.latencyOff],
          [WORDS.templates, templates.length === 0 ? WORDS.none : templates.join(', ')],
        ]}
      />
    </>
  );
}
