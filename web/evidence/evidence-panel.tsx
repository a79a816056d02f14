import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { useOperation } from '../request/use-operation.ts';
import { EVIDENCE_WORDS } from '../words/audit-words.ts';
import { type Evidence, evidenceOf, isEvident } from './evidence-of.ts';

type Verdict = 'same' | 'other' | 'failed';

/** What the page rests on, so that it can be cited, asked again, and compared: here or without this page. */
export function EvidencePanel() {
  const queries = useQueryClient();
  const [rows, setRows] = useState<readonly Evidence[]>([]);
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [verifying, setVerifying] = useState(false);
  const active = () => queries.getQueryCache().findAll({ type: 'active' }).filter(isEvident);
  const gather = async () => (await Promise.all(active().map(evidenceOf))).flat();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened; asking anew is the button's
  useEffect(() => void gather().then(setRows), []);
  const verify = async () => {
    setVerifying(true);
    const failed = new Set<string>();
    await Promise.all(active().map((query) => query.fetch().catch(() => failed.add(query.queryHash))));
    const now = new Map((await gather()).map((row) => [keyOf(row), row.hash]));
    setVerdicts(
      new Map(
        rows.map((row) => [keyOf(row), failed.has(row.queryHash) ? 'failed' : compare(row, now.get(keyOf(row)))]),
      ),
    );
    setVerifying(false);
  };
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        {EVIDENCE_WORDS.note}
      </Text>
      <TrailLine />
      {rows.length === 0 ? <Text size="xs">{EVIDENCE_WORDS.nothing}</Text> : <Rows rows={rows} verdicts={verdicts} />}
      <Group gap="sm">
        <Button size="compact-sm" variant="default" loading={verifying} onClick={() => void verify()}>
          {EVIDENCE_WORDS.verify}
        </Button>
      </Group>
      {rows[0] === undefined ? null : (
        <div>
          <Text size="xs" c="dimmed">
            {EVIDENCE_WORDS.offline}
          </Text>
          <pre className="event-body">{EVIDENCE_WORDS.command(rows[0].address)}</pre>
        </div>
      )}
    </Stack>
  );
}

/** What was signed last of the trail: a page is of no use as evidence without that. */
function TrailLine() {
  const { data } = useOperation('verifyAudit', { query: { events: 1 } });
  if (data === undefined) return <Text size="xs" mih="1.5em" />;
  const { checkpoint, headSequence } = data;
  return (
    <Text size="xs">
      {EVIDENCE_WORDS.head(headSequence)}{' '}
      {checkpoint === null ? (
        EVIDENCE_WORDS.noCheckpoint
      ) : (
        <>
          {EVIDENCE_WORDS.stands(checkpoint.sequence)} <Moment at={new Date(checkpoint.atMs).toISOString()} />{' '}
          <span className="hash">{checkpoint.hash}</span>
        </>
      )}
    </Text>
  );
}

type RowsProps = { readonly rows: readonly Evidence[]; readonly verdicts: ReadonlyMap<string, Verdict> };

function Rows({ rows, verdicts }: RowsProps) {
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{EVIDENCE_WORDS.asked}</th>
            <th>{EVIDENCE_WORDS.at}</th>
            <th>{EVIDENCE_WORDS.hash}</th>
            <th>{EVIDENCE_WORDS.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <td className="hash">
                {row.method} {new URL(row.address).pathname + new URL(row.address).search}
              </td>
              <td data-label={EVIDENCE_WORDS.at}>
                <Moment at={row.at} />
              </td>
              <td data-label={EVIDENCE_WORDS.hash} className="hash">
                {row.hash}
              </td>
              <td data-label={EVIDENCE_WORDS.verdict}>{wordOf(verdicts.get(keyOf(row)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function wordOf(verdict: Verdict | undefined): string {
  return verdict === undefined ? '–' : EVIDENCE_WORDS[verdict];
}

function keyOf({ queryHash, page }: Evidence): string {
  return `${queryHash} ${page}`;
}

function compare({ hash }: Evidence, now: string | undefined): Verdict {
  return hash === now ? 'same' : 'other';
}
