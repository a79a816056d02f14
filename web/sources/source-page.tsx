import { Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink, TextLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Facts } from '../states/facts.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { SOURCE_WORDS } from '../words/source-words.ts';
import { DeliveriesPanel, useDeliveries } from './deliveries-panel.tsx';
import { IdentitiesPanel } from './identities-panel.tsx';
import { ResultRulesPanel } from './result-rules-panel.tsx';
import { RotateButton } from './rotate-button.tsx';
import { SOURCE_TONES, type Source } from './source-tones.ts';
import { TryPanel } from './try-panel.tsx';

const route = getRouteApi('/sources/$sourceId');
const CHANGES = ['readSource', 'listSources'] as const;

/** One connected system: how it is, what it would tell, what it sent, and whom it mentions. */
export function SourcePage() {
  const { sourceId } = route.useParams();
  const mayTry = useMay()('control.write:outcomes');
  const source = useOperation('readSource', { params: { id: sourceId } });
  const { deliveries, refusals } = useDeliveries(sourceId);
  const queries = [source, deliveries, refusals];
  // The head grows with the steps, so that they wait too.
  const shown = queries.some(({ isPending }) => isPending) ? undefined : source.data;
  return (
    <Page title={shown?.name ?? SOURCE_WORDS.name} action={shown === undefined ? undefined : <Steps source={shown} />}>
      <Together queries={queries} lines={14}>
        <Stack gap="md">
          <TextLink to="/sources">{SOURCE_WORDS.back}</TextLink>
          <Loaded query={source} lines={10}>
            {(data) => (
              <Stack gap="md">
                <ConnectionPanel source={data} />
                <ResultRulesPanel rules={data.rules} />
                {mayTry ? <TryPanel id={data.id} kind={data.kind} /> : null}
                <DeliveriesPanel deliveries={deliveries} refusals={refusals} webhookPath={data.webhookPath} />
                <IdentitiesPanel id={data.id} />
              </Stack>
            )}
          </Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

function ConnectionPanel({ source }: { readonly source: Source }) {
  const secrets = source.secrets.map(placeOf);
  return (
    <Panel title={SOURCE_WORDS.facts}>
      <Facts
        facts={[
          [SOURCE_WORDS.kind, SOURCE_WORDS.kinds[source.kind]],
          [SOURCE_WORDS.address, <code key="path">{source.webhookPath}</code>],
          [SOURCE_WORDS.secrets, secrets.join(', ')],
          [SOURCE_WORDS.api, source.api.token.kind === 'none' ? SOURCE_WORDS.apiNotAsked : SOURCE_WORDS.apiAsked],
          [SOURCE_WORDS.pages, source.pagesUrl ?? SOURCE_WORDS.pagesSaid],
          [SOURCE_WORDS.skew, SOURCE_WORDS.seconds(source.skewSecondsMax)],
          [
            SOURCE_WORDS.mapping,
            source.mapping.length === 0 ? SOURCE_WORDS.builtIn : SOURCE_WORDS.own(source.mapping.length),
          ],
        ]}
      />
    </Panel>
  );
}

function placeOf(secret: Source['secrets'][number]): string {
  switch (secret.kind) {
    case 'environment':
      return SOURCE_WORDS.environment(secret.variable);
    case 'file':
      return SOURCE_WORDS.file(secret.path);
    case 'none':
      return SOURCE_WORDS.nowhere;
  }
}

function Steps({ source }: { readonly source: Source }) {
  const { id, status, revision } = source;
  const may = useMay()('control.write:outcomes');
  const step = { params: { id }, ifRevision: revision } as const;
  const change = (wanted: 'active' | 'blocked') => () =>
    callOperation('changeSource', { ...step, body: { status: wanted } });
  return (
    <Group gap="sm">
      <Mark tone={SOURCE_TONES[status]}>{SOURCE_WORDS.states[status]}</Mark>
      {may && status !== 'archived' ? (
        <>
          <ButtonLink size="compact-sm" variant="default" to="/sources/$sourceId/mapping" params={{ sourceId: id }}>
            {SOURCE_WORDS.editMapping}
          </ButtonLink>
          <ButtonLink size="compact-sm" variant="default" to="/sources/$sourceId/past" params={{ sourceId: id }}>
            {SOURCE_WORDS.past}
          </ButtonLink>
          <RotateButton source={source} />
        </>
      ) : null}
      {may && status === 'active' ? (
        <ReasonButton
          label={SOURCE_WORDS.block}
          note={SOURCE_WORDS.blockNote}
          plain
          carryOut={change('blocked')}
          changes={CHANGES}
        />
      ) : null}
      {may && status === 'blocked' ? (
        <ReasonButton label={SOURCE_WORDS.unblock} plain carryOut={change('active')} changes={CHANGES} />
      ) : null}
      {may && status !== 'archived' ? (
        <ReasonButton
          label={SOURCE_WORDS.archive}
          note={SOURCE_WORDS.archiveNote}
          plain
          carryOut={() => callOperation('archiveSource', { ...step, body: {} })}
          changes={CHANGES}
        />
      ) : null}
      {may && status === 'archived' ? (
        <ReasonButton
          label={SOURCE_WORDS.restore}
          plain
          carryOut={() => callOperation('restoreSource', { ...step, body: {} })}
          changes={CHANGES}
        />
      ) : null}
    </Group>
  );
}
