import { Group, Text } from '@mantine/core';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { TextLink } from '../shell/links.tsx';
import { Mark } from '../states/mark.tsx';
import { LIBRARY_WORDS } from '../words/library-words.ts';
import { StandingMark } from './standing-mark.tsx';

type Row = AnswerOf<'listLibrary'>['rows'][number];
/** Starter sets tell no standing: what they hold is in use. */
type Shown = Omit<Row, 'standing'> & {
  readonly standing?: Row['standing'];
  /** Whether the reader has used it; left out: that is not told. */
  readonly isUsed?: boolean;
};

/** Things of the library, as many beside each other as there is room. */
export function AssetGrid({ assets }: { readonly assets: readonly Shown[] }) {
  return (
    <ul className="asset-grid">
      {assets.map(({ standing, isUsed, ...asset }) => (
        <li key={asset.id} className="asset">
          <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
            <TextLink to="/library/$assetId" params={{ assetId: asset.id }} fw={500} size="md">
              {asset.name}
            </TextLink>
            {standing === undefined ? null : <StandingMark asset={{ ...asset, standing }} />}
            {isUsed === undefined ? null : (
              <Mark tone={isUsed ? 'good' : 'plain'}>{isUsed ? LIBRARY_WORDS.isUsed : LIBRARY_WORDS.isNew}</Mark>
            )}
          </Group>
          <Text size="sm" c="dimmed" mt={4} lineClamp={3} dir="auto">
            {asset.description}
          </Text>
          <Text size="xs" c="dimmed" mt="auto" pt={8}>
            {LIBRARY_WORDS.kinds[asset.kind]}. {LIBRARY_WORDS.forWhat(asset.useCaseId, asset.ownerPersonId)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
