import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '../figures/counts.ts';
import { dollars } from '../figures/money.ts';
import { PersonLink } from '../people/person-link.tsx';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay, useMayOpen } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Some } from '../states/some.tsx';
import { USE_CASE_PAGE_WORDS, USE_CASE_WORDS } from '../words/use-case-words.ts';
import { fieldsOf, type UseCaseTexts } from './edit-use-case.ts';
import { HardPanel } from './hard-panel.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { UseCaseForm } from './use-case-form.tsx';
import { STATUS_TONES, type UseCase } from './use-case-states.ts';
import { UseCaseSteps } from './use-case-steps.tsx';

const route = getRouteApi('/use-cases/$useCaseId');
const WORDS = USE_CASE_PAGE_WORDS;

/** One use case: what it is, what the policy says of it, and its form. */
export function UseCasePage() {
  const { useCaseId } = route.useParams();
  const useCase = useOperation('readUseCase', { params: { id: useCaseId } });
  const may = useMay();
  const mayReadResults = useMayOpen()({ permission: 'control.read:outcomes', within: ['use_case'] });
  const [isEditing, setEditing] = useState(false);
  const { data } = useCase;
  const mayChange = may('control.write:catalogue') && data !== undefined && data.status !== 'archived';
  return (
    <Page
      title={data?.name ?? WORDS.page}
      lead={data?.purpose}
      action={
        mayChange ? (
          <Button variant="default" onClick={() => setEditing(!isEditing)}>
            {WORDS.edit}
          </Button>
        ) : null
      }
    >
      <Loaded query={useCase} lines={12}>
        {(row) => (
          <Stack gap="md">
            {isEditing && mayChange ? <EditPanel useCase={row} onDone={() => setEditing(false)} /> : null}
            <FactsPanel useCase={row} />
            {mayReadResults ? <HardPanel useCase={row} /> : null}
            <HoldsPanel useCase={row} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function EditPanel({ useCase, onDone }: { readonly useCase: UseCase; readonly onDone: () => void }) {
  const save = useWrite({
    carryOut: (texts: UseCaseTexts, idempotencyKey) =>
      callOperation('changeUseCase', {
        params: { id: useCase.id },
        ifRevision: useCase.revision,
        body: fieldsOf(texts),
        idempotencyKey,
      }),
    changes: ['listUseCases', 'readUseCase'],
    done: ({ name }) => {
      onDone();
      notifications.show({ message: WORDS.saved(name) });
    },
  });
  return (
    <UseCaseForm
      useCase={useCase}
      error={save.error}
      isPending={save.isPending}
      onSave={(texts) => save.mutate(texts)}
    />
  );
}

function FactsPanel({ useCase }: { readonly useCase: UseCase }) {
  const may = useMay();
  const listOr = (values: readonly string[], otherwise: string) =>
    values.length === 0 ? otherwise : values.join(', ');
  return (
    <Panel
      title={WORDS.facts}
      action={<Mark tone={STATUS_TONES[useCase.status]}>{USE_CASE_WORDS.states[useCase.status]}</Mark>}
    >
      <Facts
        facts={[
          [WORDS.id, useCase.id],
          [USE_CASE_WORDS.tier, USE_CASE_WORDS.tiers[useCase.tier]],
          [WORDS.category, useCase.category],
          [
            USE_CASE_WORDS.owner,
            useCase.ownerPersonId === null ? (
              USE_CASE_WORDS.nobody
            ) : (
              <PersonLink key="owner" id={useCase.ownerPersonId} />
            ),
          ],
          [USE_CASE_WORDS.lane, USE_CASE_WORDS.lanes[useCase.lane]],
          [WORDS.classes, listOr(useCase.allowedDataClasses, WORDS.noApproval)],
          [
            WORDS.models,
            useCase.modelStack.length === 0 ? WORDS.noApproval : <Some key="models" of={useCase.modelStack} />,
          ],
          [WORDS.templates, listOr(useCase.approvedTemplateIds, WORDS.anyText)],
          [WORDS.approvals, listOr(useCase.requiredApprovals, WORDS.noApproval)],
          [USE_CASE_WORDS.logging, USE_CASE_WORDS.loggings[useCase.loggingRule]],
          [
            WORDS.spendLimit,
            useCase.spendLimitNanodollars === null ? WORDS.noLimit : dollars(useCase.spendLimitNanodollars),
          ],
          [
            WORDS.expectedOutput,
            useCase.expectedOutputTokens === null ? WORDS.notSaid : count(useCase.expectedOutputTokens),
          ],
          [WORDS.maxOutput, useCase.maxOutputTokens === null ? WORDS.noLimit : count(useCase.maxOutputTokens)],
          [WORDS.storeAway, WORDS.storeAways[useCase.storeAway]],
          [
            WORDS.serving,
            <TextLink key="serving" to="/routing/$useCaseId" params={{ useCaseId: useCase.id }}>
              {servingInWords(useCase)}
            </TextLink>,
          ],
        ]}
      />
      {useCase.expectedValue === '' ? null : (
        <Text size="sm" mb="sm" dir="auto">
          {WORDS.expectedValue}: {useCase.expectedValue}
        </Text>
      )}
      {may('control.write:catalogue') ? (
        <Group gap="sm">
          <UseCaseSteps useCase={useCase} />
        </Group>
      ) : null}
    </Panel>
  );
}

/** Whether calls are routed and answers given again, in a few words. */
function servingInWords({ routing, cache }: UseCase): string {
  const routed = routing === null || routing.mode === 'off' ? WORDS.notRouted : WORDS.routed[routing.mode];
  return `${routed}, ${cache.mode === 'off' ? WORDS.notCached : WORDS.cached}`;
}
