import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../states/empty.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { POLICY_WORDS } from '../words/policy-words.ts';
import type { MatrixRow } from './policy-document.ts';
import { contentInWords, whoseInWords } from './row-in-words.ts';

export type MatrixTableProps = {
  readonly rows: readonly MatrixRow[];
  /** What can be done with a row. */
  readonly actions?: (row: MatrixRow, index: number) => ReactNode;
};

/** The rows of a matrix: whose calls, which content, what happens, and why. */
export function MatrixTable({ rows, actions }: MatrixTableProps) {
  if (rows.length === 0) {
    return (
      <div className="more">
        <Empty title={POLICY_WORDS.noRow} />
      </div>
    );
  }
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{POLICY_WORDS.row}</th>
            <th>{POLICY_WORDS.whose}</th>
            <th>{POLICY_WORDS.content}</th>
            <th>{POLICY_WORDS.does}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.id}>
              <td>
                <Text size="sm" fw={500}>
                  {row.id}
                </Text>
                {actions?.(row, index)}
              </td>
              <td data-label={POLICY_WORDS.whose}>{whoseInWords(row)}</td>
              <td data-label={POLICY_WORDS.content}>{contentInWords(row)}</td>
              <td data-label={POLICY_WORDS.does}>
                <span className="phrases">
                  {row.does.map((phrase) => (
                    <span key={phrase}>
                      <Mark tone={toneOf(phrase)}>{phrase}</Mark>{' '}
                    </span>
                  ))}
                  <Text size="xs" c="dimmed" mt={3}>
                    {row.why}
                  </Text>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function toneOf(phrase: string): Tone {
  if (phrase === 'refuse') return 'stop';
  if (phrase === 'ask' || phrase === 'warn') return 'warn';
  return phrase.startsWith('redact') ? 'good' : 'plain';
}
