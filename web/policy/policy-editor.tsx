import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../states/panel.tsx';
import { EDITOR_WORDS, POLICY_WORDS, VERSION_WORDS } from '../words/policy-words.ts';
import { CaseForm } from './case-form.tsx';
import { CaseLines } from './case-lines.tsx';
import { DiffList } from './diff-panel.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { diffPolicies } from './policy-diff.ts';
import type { MatrixRow, Policy, PolicyCase } from './policy-document.ts';
import { ProposePanel } from './propose-panel.tsx';
import { RowForm } from './row-form.tsx';
import { type RowWish, rowFor } from './row-wish.ts';

export type PolicyEditorProps = {
  readonly begin: Policy;
  /** What decides now: what differs from it is shown. */
  readonly before: Policy;
  /** What the address opens: a row by its name, or a new one for a use case and a class. */
  readonly opens: RowWish | undefined;
};

/** Which row or case is open; at the length of the list stands a new one. */
type Open = { readonly kind: 'row' | 'case'; readonly at: number; readonly given?: MatrixRow };

/** The parts of a policy, edited in place; nothing leaves the page before it is checked, tried or proposed. */
export function PolicyEditor({ begin, before, opens }: PolicyEditorProps) {
  const [policy, setPolicy] = useState(begin);
  const [open, setOpen] = useState<Open | null>(() => openFirst(begin, opens));
  const { matrix, cases, rules } = policy;
  const close = () => setOpen(null);
  const takeRow = (at: number, row: MatrixRow) => {
    setPolicy({ ...policy, matrix: [...matrix.slice(0, at), row, ...matrix.slice(at + 1)] });
    close();
  };
  const takeCase = (at: number, one: PolicyCase) => {
    setPolicy({ ...policy, cases: [...cases.slice(0, at), one, ...cases.slice(at + 1)] });
    close();
  };
  const addRow = (
    <Button size="compact-sm" variant="default" onClick={() => setOpen({ kind: 'row', at: matrix.length })}>
      {EDITOR_WORDS.addRow}
    </Button>
  );
  const rowActions = (_row: MatrixRow, at: number) => (
    <Group gap={10}>
      <button type="button" className="text-button" onClick={() => setOpen({ kind: 'row', at })}>
        {EDITOR_WORDS.edit}
      </button>
      <button
        type="button"
        className="text-button"
        onClick={() => setPolicy({ ...policy, matrix: matrix.filter((_other, index) => index !== at) })}
      >
        {EDITOR_WORDS.remove}
      </button>
    </Group>
  );
  return (
    <Stack gap="md">
      <Panel title={POLICY_WORDS.matrix} note={POLICY_WORDS.matrixNote} action={addRow} flush>
        <MatrixTable rows={matrix} actions={rowActions} />
      </Panel>
      <CaseLines
        cases={cases}
        onOpen={(at) => setOpen({ kind: 'case', at })}
        onRemove={(at) => setPolicy({ ...policy, cases: cases.filter((_other, index) => index !== at) })}
      />
      <Panel title={EDITOR_WORDS.rules} note={EDITOR_WORDS.rulesHelp}>
        <Textarea
          aria-label={EDITOR_WORDS.rules}
          autosize
          minRows={5}
          maxRows={24}
          spellCheck={false}
          classNames={{ input: 'code-input' }}
          value={rules}
          onChange={({ currentTarget: { value } }) => setPolicy({ ...policy, rules: value })}
        />
      </Panel>
      <Panel title={VERSION_WORDS.diffTitle}>
        <DiffList differences={diffPolicies({ before, after: policy })} />
      </Panel>
      <PlanPanel body={{ document: policy }} />
      <ProposePanel policy={policy} onChange={setPolicy} />
      {open?.kind === 'row' ? (
        <RowForm
          row={matrix[open.at] ?? open.given}
          taken={matrix.filter((_row, index) => index !== open.at).map(({ id }) => id)}
          onTake={(row) => takeRow(open.at, row)}
          onCancel={close}
        />
      ) : null}
      {open?.kind === 'case' ? (
        <CaseForm given={cases[open.at]} onTake={(one) => takeCase(open.at, one)} onCancel={close} />
      ) : null}
    </Stack>
  );
}

/** What is open when the page comes: nothing where the row is not there. */
function openFirst({ matrix }: Policy, opens: RowWish | undefined): Open | null {
  if (opens === undefined) return null;
  if (opens.kind === 'new') return { kind: 'row', at: matrix.length, given: rowFor(opens, matrix) };
  const at = matrix.findIndex(({ id }) => id === opens.id);
  return at < 0 ? null : { kind: 'row', at };
}
