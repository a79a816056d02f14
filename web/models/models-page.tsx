import { Group, Stack } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { RowsExport } from '../filters/rows-export.tsx';
import { callOperation } from '../request/call-operation.ts';
import { usePages } from '../request/use-pages.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Paged } from '../states/paged.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { MODEL_WORDS } from '../words/model-words.ts';
import { CACHE_WORDS, ROUTING_WORDS } from '../words/routing-words.ts';
import { WORKFLOW_WORDS } from '../words/workflow-words.ts';
import { PriceMark } from './price-mark.tsx';
import { UpstreamsPanel, useUpstreams } from './upstreams-panel.tsx';
import { type PriceState, usePriceStates } from './use-price-states.ts';

export type Model = AnswerOf<'readModel'>;

export const MODEL_TONES: Readonly<Record<Model['status'], Tone>> = {
  active: 'good',
  blocked: 'stop',
  archived: 'plain',
};

const WORDS = MODEL_WORDS;

/** What can be called: models with what they are trusted with and whether they have a price, and where calls go. */
export function ModelsPage() {
  const may = useMay();
  const mayChange = may('control.write:catalogue');
  const models = usePages('listModels', {}, (page, signal) => callOperation('listModels', { query: page, signal }));
  const prices = usePriceStates();
  const upstreams = useUpstreams();
  return (
    <Page
      title={WORDS.title}
      lead={WORDS.lead}
      action={mayChange ? <ButtonLink to="/models/new">{WORDS.make}</ButtonLink> : null}
    >
      <Together queries={[models, prices, upstreams]} lines={14}>
        <Stack gap="md">
          <Group gap="lg">
            <TextLink to="/routing">{ROUTING_WORDS.to}</TextLink>
            <TextLink to="/cache">{CACHE_WORDS.to}</TextLink>
            {may('control.read:library') ? <TextLink to="/workflows">{WORKFLOW_WORDS.to}</TextLink> : null}
          </Group>
          <Panel
            title={WORDS.list}
            note={WORDS.listNote}
            flush
            action={<RowsExport of="exportModelsCsv" request={{}} />}
          >
            <Paged query={models} empty={<Empty title={WORDS.none}>{WORDS.noneWhy}</Empty>}>
              {(rows) => <ModelTable models={rows} priceOf={prices.of} />}
            </Paged>
          </Panel>
          <UpstreamsPanel />
        </Stack>
      </Together>
    </Page>
  );
}

type ModelTableProps = { readonly models: readonly Model[]; readonly priceOf: (model: Model) => PriceState };

function ModelTable({ models, priceOf }: ModelTableProps) {
  return (
    <table className="table table-stack table-lines">
      <thead>
        <tr>
          <th>{WORDS.model}</th>
          <th>{WORDS.vendor}</th>
          <th>{WORDS.state}</th>
          <th>{WORDS.price}</th>
          <th>{WORDS.clearance}</th>
          <th>{WORDS.region}</th>
          <th>{WORDS.retention}</th>
          <th>{WORDS.via}</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.id}>
            <td>
              <TextLink to="/models/$modelId" params={{ modelId: model.id }}>
                {model.id}
              </TextLink>
            </td>
            <td data-label={WORDS.vendor}>{model.vendor}</td>
            <td data-label={WORDS.state} className={model.status === 'active' ? 'line-usual' : undefined}>
              <Mark tone={MODEL_TONES[model.status]}>{WORDS.states[model.status]}</Mark>
            </td>
            <td data-label={WORDS.price} className={priceOf(model) === 'priced' ? 'line-usual' : 'line-figure'}>
              <PriceMark state={priceOf(model)} />
            </td>
            <td data-label={WORDS.clearance} className="line-named">
              {WORDS.classes[model.clearance.dataClassMax]}
            </td>
            <td data-label={WORDS.region}>{model.clearance.region ?? WORDS.notSaid}</td>
            <td
              data-label={WORDS.retention}
              className={model.clearance.retention === 'none' ? 'line-usual' : 'line-named'}
            >
              {WORDS.retentions[model.clearance.retention]}
            </td>
            <td data-label={WORDS.via} className="line-usual">
              {model.targets.map(({ upstreamId }) => upstreamId).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
