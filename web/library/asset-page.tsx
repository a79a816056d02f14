import { Group, Stack, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { ChangeAsset } from './change-asset.tsx';
import { ForkButton } from './fork-button.tsx';
import { NextVersion } from './next-version.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { ProposalsPanel } from './proposals-panel.tsx';
import { ReusePanel } from './reuse-panel.tsx';
import { StandingMark } from './standing-mark.tsx';
import { VersionsPanel } from './versions-panel.tsx';
import type { Version } from './written.ts';

type Asset = AnswerOf<'readLibraryAsset'>;

const route = getRouteApi('/library/$assetId');
const VERSIONS_SHOWN = 50;

/** One thing of the library: what it says, who uses it, what comes next, and what one can do with it. */
export function AssetPage() {
  const { assetId } = route.useParams();
  const { person } = useSession();
  const params = { id: assetId };
  const asset = useOperation('readLibraryAsset', { params });
  const versions = useOperation('listLibraryVersions', { params, query: { limit: VERSIONS_SHOWN } });
  const mine = useOperation('listMyAssets', {});
  const waiting = (mine.data?.toDecide ?? []).filter((one) => one.asset.id === assetId);
  return (
    <Page
      title={asset.data?.name ?? LIBRARY_WORDS.asset}
      lead={asset.data === undefined || asset.data.description === '' ? undefined : asset.data.description}
      action={
        asset.data === undefined ? undefined : (
          <Steps asset={asset.data} isOwn={asset.data.ownerPersonId === person.id} />
        )
      }
    >
      <Together queries={[asset, versions, mine]} lines={12}>
        <Loaded query={asset}>
          {(data) => (
            <Stack gap="md">
              <About asset={data} />
              {waiting.length === 0 ? null : <ProposalsPanel waiting={waiting} />}
              <Loaded query={versions}>
                {({ rows }) => <Parts asset={data} versions={rows} isOwn={data.ownerPersonId === person.id} />}
              </Loaded>
            </Stack>
          )}
        </Loaded>
      </Together>
    </Page>
  );
}

type PartsProps = { readonly asset: Asset; readonly versions: readonly Version[]; readonly isOwn: boolean };

function Parts({ asset, versions, isOwn }: PartsProps) {
  const current = versions.find(({ version }) => version === asset.standing.inUse?.version) ?? null;
  const draft = versions.find(({ state }) => state === 'draft') ?? null;
  return (
    <>
      {isOwn ? <NextVersion key={draft?.id} assetId={asset.id} draft={draft} before={current} /> : null}
      {current === null ? (
        isOwn ? null : (
          <Panel title={LIBRARY_WORDS.text}>
            <Empty title={LIBRARY_WORDS.unpublished} />
          </Panel>
        )
      ) : (
        <PreviewPanel key={current.id} asset={asset} version={current} />
      )}
      <ReusePanel assetId={asset.id} />
      <VersionsPanel asset={asset} versions={versions} />
    </>
  );
}

function About({ asset }: { readonly asset: Asset }) {
  const { deprecation, forkedFrom, starterRoles } = asset;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Mark tone="plain">{LIBRARY_WORDS.kinds[asset.kind]}</Mark>
        <StandingMark asset={asset} />
        <Text size="sm" c="dimmed">
          {LIBRARY_WORDS.forWhat(asset.useCaseId, asset.ownerPersonId)}
          {forkedFrom === null ? '' : ` ${LIBRARY_WORDS.fork(forkedFrom.assetId, forkedFrom.version)}`}
          {starterRoles.length === 0 ? '' : ` ${LIBRARY_WORDS.startsWith(starterRoles)}`}
        </Text>
      </Group>
      {deprecation === null ? null : (
        <div className="trouble">
          <Text fw={600}>{LIBRARY_WORDS.deprecated}</Text>
          <Text size="sm">
            {deprecation.reason}{' '}
            {deprecation.successorId === null ? '' : LIBRARY_WORDS.instead(deprecation.successorId)}
          </Text>
        </div>
      )}
    </Stack>
  );
}

function Steps({ asset, isOwn }: { readonly asset: Asset; readonly isOwn: boolean }) {
  const mayChange = useMay()('control.write:library');
  return (
    <Group gap="xs">
      {isOwn || mayChange ? (
        <>
          <DeprecateButton asset={asset} />
          <ChangeAsset asset={asset} mayReach={mayChange} />
        </>
      ) : null}
      {asset.standing.inUse === null ? null : <ForkButton asset={asset} />}
      {asset.kind === 'template' && asset.standing.inUse !== null ? (
        <ButtonLink size="compact-sm" to="/workbench" search={{ useCase: asset.useCaseId, template: asset.id }}>
          {LIBRARY_WORDS.tryIt}
        </ButtonLink>
      ) : null}
    </Group>
  );
}

function DeprecateButton({ asset: { id, revision, status } }: { readonly asset: Asset }) {
  const [successor, setSuccessor] = useState('');
  const order = { params: { id }, ifRevision: revision };
  const isOver = status === 'deprecated';
  return (
    <ReasonButton
      key={status}
      label={isOver ? LIBRARY_WORDS.restore : LIBRARY_WORDS.deprecate}
      note={isOver ? LIBRARY_WORDS.restoreNote : LIBRARY_WORDS.deprecateNote}
      plain={isOver}
      fields={
        isOver ? undefined : (
          <TextInput
            label={LIBRARY_WORDS.successor}
            value={successor}
            maxLength={64}
            onChange={({ currentTarget }) => setSuccessor(currentTarget.value)}
          />
        )
      }
      carryOut={(reason) =>
        isOver
          ? callOperation('restoreLibraryAsset', order)
          : callOperation('deprecateLibraryAsset', {
              ...order,
              body: { reason, successorId: successor.trim() === '' ? null : successor.trim() },
            })
      }
      changes={['readLibraryAsset', 'listLibrary', 'listMyAssets']}
    />
  );
}
