import { OPERATIONS } from 'virtual:operations';
import { Text } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Moment } from '../figures/moment.tsx';
import { useMay } from '../shell/session.tsx';
import { EVIDENCE_WORDS } from '../words/audit-words.ts';

type Evidence = { readonly asked: string; readonly at: string; readonly hash: string };

/** At the foot of each page, for those who audit: what it rests on, so that it can be cited and asked again. */
export function EvidencePanel() {
  const may = useMay();
  const queries = useQueryClient();
  const [rows, setRows] = useState<readonly Evidence[]>([]);
  if (!may('audit.read:audit')) return null;
  const gather = async () => {
    const active = queries.getQueryCache().findAll({ type: 'active' });
    const known = active.filter(
      ({ queryKey, state }) => operationOf(queryKey) !== undefined && state.data !== undefined,
    );
    setRows(await Promise.all(known.map(evidenceOf)));
  };
  return (
    <details className="evidence no-print" onToggle={({ currentTarget }) => void (currentTarget.open && gather())}>
      <summary>{EVIDENCE_WORDS.title}</summary>
      <Text size="xs" c="dimmed" mb={8}>
        {EVIDENCE_WORDS.note}
      </Text>
      {rows.length === 0 ? (
        <Text size="xs">{EVIDENCE_WORDS.nothing}</Text>
      ) : (
        <div className="table-scroll">
          <table className="table table-stack">
            <thead>
              <tr>
                <th>{EVIDENCE_WORDS.asked}</th>
                <th>{EVIDENCE_WORDS.at}</th>
                <th>{EVIDENCE_WORDS.hash}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.asked} ${row.hash}`}>
                  <td className="hash">{row.asked}</td>
                  <td data-label={EVIDENCE_WORDS.at}>
                    <Moment at={row.at} />
                  </td>
                  <td data-label={EVIDENCE_WORDS.hash} className="hash">
                    {row.hash}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function operationOf([name]: readonly unknown[]): readonly [method: string, path: string] | undefined {
  const operation = typeof name === 'string' ? OPERATIONS[name] : undefined;
  return operation === undefined ? undefined : [operation[0], operation[1]];
}

async function evidenceOf({ queryKey, state }: Query): Promise<Evidence> {
  const [method = '', path = ''] = operationOf(queryKey) ?? [];
  const [, request] = queryKey;
  const asked = request === undefined || JSON.stringify(request) === '{}' ? '' : ` ${JSON.stringify(request)}`;
  return {
    asked: `${method} /api/v1${path}${asked}`,
    at: new Date(state.dataUpdatedAt).toISOString(),
    hash: await sha256(JSON.stringify(state.data)),
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
