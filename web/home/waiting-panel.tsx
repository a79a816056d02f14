import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { TextLink } from '../shell/links.tsx';
import { Empty } from '../states/empty.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Panel } from '../states/panel.tsx';
import { HOME_WORDS } from '../words/home-words.ts';
import { useCaseRows } from './case-rows.tsx';

type Row = { readonly id: string; readonly text: ReactNode; readonly state: string };

const SHOWN_FIRST = 5;

/** What waits for the reader, and what the reader waits for; each leads to where it is answered. */
export function WaitingPanel() {
  const exceptions = useOperation('listMyExceptions', {});
  const approvals = useOperation('listMyApprovals', {});
  const transfers = useOperation('listMyTransfers', {});
  const templates = useTemplates();
  const cases = useCaseRows().rows;
  return (
    <Panel title={HOME_WORDS.waiting} note={HOME_WORDS.waitingNote}>
      <Loaded query={exceptions} lines={3}>
        {({ asked, toDecide }) => {
          const rows: readonly Row[] = [
            ...toDecide.map(({ id, sentence }) => ({ id, text: requests(sentence), state: HOME_WORDS.yourAnswer })),
            ...(approvals.data?.toDecide ?? []).map(({ id, why }) => ({
              ...{ id, text: requests(why), state: HOME_WORDS.yourAnswer },
            })),
            ...(transfers.data?.toAnswer ?? []).map(({ id, sentence }) => ({
              ...{ id, text: requests(sentence), state: HOME_WORDS.yourAnswer },
            })),
            ...templates,
            ...cases,
            ...asked
              .filter(({ state }) => state === 'requested')
              .map(({ id, sentence }) => ({ id, text: requests(sentence), state: HOME_WORDS.othersAnswer })),
          ];
          if (rows.length === 0) return <Empty title={HOME_WORDS.nothingWaits}>{HOME_WORDS.nothingWaitsWhy}</Empty>;
          return <Rows rows={rows} />;
        }}
      </Loaded>
    </Panel>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <ul className="line-list">
        {(isWhole ? rows : rows.slice(0, SHOWN_FIRST)).map(({ id, text, state }) => (
          <li key={id} className="line line-wrap">
            {text}
            <Text size="xs" c="dimmed" className="line-end">
              {state}
            </Text>
          </li>
        ))}
      </ul>
      {isWhole || rows.length <= SHOWN_FIRST ? null : (
        <Button variant="default" size="compact-sm" mt="xs" onClick={() => setWhole(true)}>
          {HOME_WORDS.all(rows.length)}
        </Button>
      )}
    </>
  );
}

function requests(text: string): ReactNode {
  return <TextLink to="/requests">{text}</TextLink>;
}

/** Templates that wait for the reader's yes, and the reader's own that wait or were declined. */
function useTemplates(): readonly Row[] {
  const { own = [], toDecide = [] } = useOperation('listMyAssets', {}).data ?? {};
  const asset = (assetId: string, text: string): ReactNode => (
    <TextLink to="/library/$assetId" params={{ assetId }}>
      {text}
    </TextLink>
  );
  const mine = own.flatMap(({ id, name, standing: { draft } }): readonly Row[] => {
    if (draft?.state === 'waiting')
      return [{ id, text: asset(id, HOME_WORDS.myTemplate(name)), state: HOME_WORDS.othersAnswer }];
    if (draft?.state === 'declined')
      return [{ id, text: asset(id, HOME_WORDS.declinedTemplate(name)), state: HOME_WORDS.declined }];
    return [];
  });
  return [
    ...toDecide.map(({ asset: { id, name }, version }) => ({
      id: version.id,
      text: asset(id, HOME_WORDS.template(name, version.writtenBy)),
      state: HOME_WORDS.yourAnswer,
    })),
    ...mine,
  ];
}
