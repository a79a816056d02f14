import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { momentInWords } from '../figures/moment.tsx';
import { dollars } from '../figures/money.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Together } from '../states/together.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';

type Version = AnswerOf<'listLibraryVersions'>['rows'][number];
type Asset = AnswerOf<'readLibraryAsset'>;

const route = getRouteApi('/library/$assetId');
const VERSIONS_SHOWN = 20;

/** One thing of the library: what it says, what it needs, who approved it. */
export function AssetPage() {
  const { assetId } = route.useParams();
  const params = { id: assetId };
  const asset = useOperation('readLibraryAsset', { params });
  const versions = useOperation('listLibraryVersions', { params, query: { limit: VERSIONS_SHOWN } });
  return (
    <Page title={asset.data?.name ?? LIBRARY_WORDS.asset}>
      <Together queries={[asset, versions]} lines={12}>
        <Stack gap="md">
          <Loaded query={asset}>{(data) => <About asset={data} />}</Loaded>
          <Loaded query={versions}>
            {({ rows }) => {
              const current = currentOf(rows, asset.data);
              return current === undefined ? (
                <Panel title={LIBRARY_WORDS.text}>
                  <Empty title={LIBRARY_WORDS.unpublished} />
                </Panel>
              ) : (
                <Stack gap="md">
                  <Says version={current} />
                  <Versions versions={rows} />
                </Stack>
              );
            }}
          </Loaded>
        </Stack>
      </Together>
    </Page>
  );
}

function TryIt({ asset }: { readonly asset: Asset }) {
  if (asset.kind !== 'template') return null;
  return (
    <div>
      <ButtonLink to="/workbench" search={{ useCase: asset.useCaseId, template: asset.id }}>
        {LIBRARY_WORDS.tryIt}
      </ButtonLink>
    </div>
  );
}

function About({ asset }: { readonly asset: Asset }) {
  return (
    <Stack gap="sm">
      <Text maw={720}>{asset.description}</Text>
      <Group gap="xs">
        <Mark tone="plain">{LIBRARY_WORDS.kinds[asset.kind]}</Mark>
        <Text size="sm" c="dimmed">
          {LIBRARY_WORDS.forWhat(asset.useCaseId, asset.ownerPersonId)}
          {asset.forkedFrom === null
            ? ''
            : ` ${LIBRARY_WORDS.fork(asset.forkedFrom.assetId, asset.forkedFrom.version)}`}
        </Text>
      </Group>
      {asset.deprecation === null ? null : (
        <div className="trouble">
          <Text fw={600}>{LIBRARY_WORDS.deprecated}</Text>
          <Text size="sm">
            {asset.deprecation.reason}{' '}
            {asset.deprecation.successorId === null ? '' : LIBRARY_WORDS.instead(asset.deprecation.successorId)}
          </Text>
        </div>
      )}
      <TryIt asset={asset} />
    </Stack>
  );
}

function Says({ version }: { readonly version: Version }) {
  const copy = (
    <CopyButton value={version.text}>
      {({ copied, copy: take }) => (
        <Button size="compact-sm" variant="default" onClick={take}>
          {copied ? LIBRARY_WORDS.copied : LIBRARY_WORDS.copy}
        </Button>
      )}
    </CopyButton>
  );
  const facts: readonly (readonly [string, string])[] = [
    [LIBRARY_WORDS.data, version.dataClassMax],
    [LIBRARY_WORDS.model, version.recommendedModel ?? LIBRARY_WORDS.anyModel],
    [LIBRARY_WORDS.cost, dollars(version.expectedCostNanodollars)],
    [LIBRARY_WORDS.approved, version.approvedBy ?? LIBRARY_WORDS.notApproved],
  ];
  return (
    <Panel title={LIBRARY_WORDS.text} note={LIBRARY_WORDS.version(version.version)} action={copy}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="asset-text" tabIndex={0} dir="auto">
        {version.text}
      </pre>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {version.parameters.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          {LIBRARY_WORDS.needs(version.parameters.map(({ name }) => name))}
        </Text>
      )}
    </Panel>
  );
}

function Versions({ versions }: { readonly versions: readonly Version[] }) {
  return (
    <Panel title={LIBRARY_WORDS.versions}>
      <ul className="line-list">
        {versions.map((version) => (
          <li key={version.id} className="line">
            <span>
              {LIBRARY_WORDS.version(version.version)}{' '}
              <Text span size="sm" c="dimmed">
                {version.changeNotes}
              </Text>
            </span>
            <Text size="xs" c="dimmed" className="line-end">
              {version.publishedAt === null
                ? LIBRARY_WORDS.draft
                : LIBRARY_WORDS.published(momentInWords({ at: version.publishedAt, day: true }))}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What is in production, else the newest that is published. */
function currentOf(versions: readonly Version[], asset: Asset | undefined): Version | undefined {
  const production = versions.find(({ version }) => version === asset?.labels.production);
  return production ?? versions.find(({ state }) => state === 'published');
}
