import { Group, Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { Moment } from '../figures/moment.tsx';
import { useMyRules } from '../rules/use-my-rules.ts';
import { useMay, useSession } from '../shell/session.tsx';
import { Empty } from '../states/empty.tsx';
import { type Fact, Facts } from '../states/facts.tsx';
import { Mark } from '../states/mark.tsx';
import { Panel } from '../states/panel.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { Difference } from './difference.tsx';
import { VersionSteps } from './version-steps.tsx';
import type { Version } from './written.ts';

type Asset = AnswerOf<'readLibraryAsset'>;

const LABELS = ['production', 'canary'] as const;

/** Every version with what it says otherwise, which of them calls get, and the steps of whoever may take them. */
export function VersionsPanel({ asset, versions }: { readonly asset: Asset; readonly versions: readonly Version[] }) {
  const newest = versions.toSorted((one, other) => other.version - one.version);
  const mayChange = useMay()('control.write:library');
  const { person } = useSession();
  const useCase = useMyRules().data?.useCases.find(({ id }) => id === asset.useCaseId);
  const may = { change: mayChange, approve: useCase?.askAt === person.id };
  return (
    <Panel title={LIBRARY_WORDS.versions} note={LIBRARY_WORDS.versionsNote}>
      {newest.length === 0 ? (
        <Empty title={LIBRARY_WORDS.unpublished} />
      ) : (
        <ul className="line-list">
          {newest.map((version, place) => (
            <li key={version.id}>
              <details className="model">
                <summary>
                  <Head asset={asset} version={version} />
                </summary>
                <Stack gap="sm" pt={4} pb="xs">
                  <Said version={version} before={newest[place + 1] ?? null} />
                  <VersionSteps asset={asset} version={version} may={may} />
                </Stack>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Head({ asset: { labels }, version }: { readonly asset: Asset; readonly version: Version }) {
  const { changeNotes, publishedAt, approvedBy } = version;
  return (
    <Group component="span" gap="xs" display="inline-flex" maw="calc(100% - 20px)">
      <Text component="span" fw={500}>
        {LIBRARY_WORDS.version(version.version)}
      </Text>
      {LABELS.filter((label) => labels[label] === version.version).map((label) => (
        <Mark key={label} tone={label === 'production' ? 'good' : 'plain'}>
          {LIBRARY_WORDS.labels[label]}
        </Mark>
      ))}
      {publishedAt === null ? <Mark tone="plain">{LIBRARY_WORDS.draft}</Mark> : null}
      {publishedAt !== null && approvedBy === null ? (
        <Mark tone="plain">{LIBRARY_WORDS.standings.published}</Mark>
      ) : null}
      <Text component="span" size="sm" c="dimmed" dir="auto">
        {changeNotes}
      </Text>
    </Group>
  );
}

function Said({ version, before }: { readonly version: Version; readonly before: Version | null }) {
  const { publishedAt, approvedBy, approvedAt, writtenBy, text } = version;
  const facts: readonly Fact[] = [
    [LIBRARY_WORDS.writtenBy, writtenBy],
    ...(publishedAt === null ? [] : [[LIBRARY_WORDS.publishedAt, <Moment key="at" at={publishedAt} day />] as const]),
    [
      LIBRARY_WORDS.approved,
      approvedBy === null || approvedAt === null ? (
        LIBRARY_WORDS.notApproved
      ) : (
        <>
          {approvedBy}, <Moment at={approvedAt} day />
        </>
      ),
    ],
    [LIBRARY_WORDS.data, version.dataClassMax],
  ];
  return (
    <>
      <Facts facts={facts} />
      <div>
        <Text size="xs" c="dimmed" mb={4}>
          {before === null ? LIBRARY_WORDS.text : LIBRARY_WORDS.comparedWith(before.version)}
        </Text>
        <Difference before={before?.text ?? ''} after={text} />
      </div>
    </>
  );
}
