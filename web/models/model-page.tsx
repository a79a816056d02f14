import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '../figures/counts.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { useWrite } from '../request/use-write.ts';
import { TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import { fieldsOf, type ModelTexts } from './edit-model.ts';
import { ModelForm } from './model-form.tsx';
import { ModelSteps } from './model-steps.tsx';
import { MODEL_TONES, type Model } from './models-page.tsx';
import { PriceMark } from './price-mark.tsx';
import { usePriceStates } from './use-price-states.ts';

const route = getRouteApi('/models/$modelId');
const WORDS = MODEL_WORDS;
const USE_CASES_MAX = 500;

/** One model: what it is trusted with, whether it has a price, and what would be without it. */
export function ModelPage() {
  const { modelId } = route.useParams();
  const model = useOperation('readModel', { params: { id: modelId } });
  const useCases = useOperation('listUseCases', { query: { limit: USE_CASES_MAX } });
  const prices = usePriceStates();
  const [isEditing, setEditing] = useState(false);
  const mayChange = useMay()('control.write:catalogue');
  return (
    <Page
      title={modelId}
      lead={model.data?.vendor ?? '\u00a0'}
      action={
        mayChange && model.data?.status !== 'archived' ? (
          <Button variant="default" disabled={model.data === undefined} onClick={() => setEditing(!isEditing)}>
            {isEditing ? WORDS.cancel : WORDS.edit}
          </Button>
        ) : null
      }
    >
      <Together queries={[model, useCases, prices]} lines={12}>
        <Loaded query={model} lines={10}>
          {(row) => (
            <Stack gap="md">
              {isEditing && mayChange ? <EditPanel model={row} onDone={() => setEditing(false)} /> : null}
              <FactsPanel model={row} />
              <Panel title={WORDS.usedBy} note={WORDS.usedByNote}>
                <Loaded query={useCases} lines={2}>
                  {({ rows }) => (
                    <UsedBy
                      useCases={rows.filter(
                        ({ status, modelStack }) => status !== 'archived' && modelStack.includes(modelId),
                      )}
                    />
                  )}
                </Loaded>
              </Panel>
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

function UsedBy({ useCases }: { readonly useCases: readonly { readonly id: string; readonly name: string }[] }) {
  if (useCases.length === 0) return <Text size="sm">{WORDS.usedByNone}</Text>;
  return (
    <ul className="line-list">
      {useCases.map(({ id, name }) => (
        <li key={id} className="rule">
          <TextLink to="/use-cases/$useCaseId" params={{ useCaseId: id }} dir="auto">
            {name}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function EditPanel({ model, onDone }: { readonly model: Model; readonly onDone: () => void }) {
  const save = useWrite({
    carryOut: (texts: ModelTexts, idempotencyKey) =>
      callOperation('changeModel', {
        params: { id: model.id },
        ifRevision: model.revision,
        body: fieldsOf(texts),
        idempotencyKey,
      }),
    changes: ['listModels', 'readModel'],
    done: ({ id }) => {
      onDone();
      notifications.show({ message: WORDS.saved(id) });
    },
  });
  return (
    <ModelForm model={model} error={save.error} isPending={save.isPending} onSave={(texts) => save.mutate(texts)} />
  );
}

function FactsPanel({ model }: { readonly model: Model }) {
  const may = useMay();
  const priceState = usePriceStates().of(model);
  const tokens = (value: number | null) => (value === null ? WORDS.noLimit : count(value));
  const { clearance, abilities } = model;
  return (
    <Panel title={WORDS.facts} action={<Mark tone={MODEL_TONES[model.status]}>{WORDS.states[model.status]}</Mark>}>
      <Facts
        facts={[
          [
            WORDS.price,
            <span key="price">
              <PriceMark state={priceState} /> {model.priceKey}
            </span>,
          ],
          [WORDS.clearance, WORDS.classes[clearance.dataClassMax]],
          [WORDS.region, clearance.region ?? WORDS.notSaid],
          [WORDS.retention, WORDS.retentions[clearance.retention]],
          [WORDS.faces, model.faces.map((face) => WORDS.faceNames[face]).join(', ')],
          [WORDS.targets, model.targets.map((target) => `${target.upstreamId}: ${target.upstreamModel}`).join(', ')],
          [WORDS.context, tokens(model.contextTokensMax)],
          [WORDS.output, tokens(model.outputTokensMax)],
          [WORDS.abilities, abilities?.map((name) => WORDS.abilityNames[name]).join(', ') ?? WORDS.abilitiesUnknown],
        ]}
      />
      {priceState === 'unpriced' || priceState === 'partly' ? (
        <Text size="sm" mb="sm">
          {WORDS.listNote} {WORDS.addPriceNote}{' '}
          <TextLink to="/prices" search={{ model: model.priceKey }}>
            {WORDS.toPrices}
          </TextLink>
        </Text>
      ) : null}
      {may('control.write:catalogue') ? (
        <Group gap="sm">
          <ModelSteps model={model} />
        </Group>
      ) : null}
    </Panel>
  );
}
