import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Mark, type Tone } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { Trouble } from '../states/trouble.tsx';
import { IMPORT_WORDS, PERSON_WORDS } from '../words/people-words.ts';
import type { PlannedPerson } from './plan-import.ts';
import { readPeopleCsv } from './read-people-csv.ts';
import { type Import, useImport } from './use-import.ts';

const WORDS = IMPORT_WORDS;
const TONES: Readonly<Record<PlannedPerson['verdict'], Tone>> = {
  create: 'plain',
  exists: 'plain',
  faulty: 'warn',
  done: 'good',
  failed: 'stop',
};
const TEAMS_MAX = 500;
const LINES_MAX = 300;
const FILE_BYTES_MAX = 200_000;

/** Brings several people in at once: looked at line by line first, and done when that was confirmed. */
export function ImportPage() {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const teams = useOperation('listTeams', { query: { status: 'active', limit: TEAMS_MAX } });
  const run = useImport();
  const change = (next: string) => {
    setText(next);
    setFault(null);
    run.forget();
  };
  const take = async (file: File | null) => {
    if (file === null) return;
    if (file.size > FILE_BYTES_MAX) setFault(WORDS.tooLarge);
    else change(await file.text());
  };
  const look = () => {
    const lines = readPeopleCsv(text);
    if (lines.length === 0) setFault(WORDS.empty);
    else if (lines.length > LINES_MAX) setFault(WORDS.tooMany(LINES_MAX));
    else void run.look(lines, teams.data?.rows ?? []);
  };
  return (
    <Page title={WORDS.title} lead={WORDS.lead}>
      <Stack gap="md">
        <Panel title={WORDS.source} note={WORDS.sourceNote}>
          <Stack gap="md">
            <Textarea
              label={WORDS.orPaste}
              placeholder={WORDS.example}
              value={text}
              error={fault}
              rows={7}
              dir="auto"
              spellCheck={false}
              classNames={{ input: 'code-input' }}
              onChange={({ currentTarget }) => change(currentTarget.value)}
            />
            <Group justify="space-between" gap="sm">
              <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void take(file)}>
                {(button) => (
                  <Button variant="default" {...button}>
                    {WORDS.choose}
                  </Button>
                )}
              </FileButton>
              <Button
                onClick={look}
                disabled={teams.data === undefined || text.trim() === ''}
                loading={run.done !== null && run.plan === null}
              >
                {WORDS.look}
              </Button>
            </Group>
            {run.error === null ? null : <Trouble error={run.error} />}
          </Stack>
        </Panel>
        {run.plan === null ? null : <PlanPanel run={run} plan={run.plan} />}
      </Stack>
    </Page>
  );
}

function PlanPanel({ run, plan }: { readonly run: Import; readonly plan: readonly PlannedPerson[] }) {
  const has = (...verdicts: readonly PlannedPerson['verdict'][]) =>
    plan.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const [added, left] = [has('done'), has('create', 'failed')];
  const said =
    added === 0 && has('failed') === 0
      ? WORDS.counts(has('create'), has('exists'), has('faulty'))
      : WORDS.report(added, has('failed'));
  return (
    <Panel title={WORDS.preview} note={<span role="status">{said}</span>} flush>
      <div className="table-scroll">
        <PlanTable plan={plan} />
      </div>
      <Group justify="flex-end" gap="sm" className="more">
        {run.done === null ? null : (
          <Text size="sm" role="status">
            {WORDS.working(run.done, plan.length)}
          </Text>
        )}
        {left === 0 ? (
          <>
            {added === 0 ? <Text size="sm">{WORDS.nothing}</Text> : null}
            <ButtonLink to="/people">{WORDS.back}</ButtonLink>
          </>
        ) : (
          <Button loading={run.done !== null} onClick={() => void run.carryOut()}>
            {WORDS.confirm(left)}
          </Button>
        )}
      </Group>
    </Panel>
  );
}

function PlanTable({ plan }: { readonly plan: readonly PlannedPerson[] }) {
  return (
    <table className="table table-stack">
      <thead>
        <tr>
          <th>{WORDS.line}</th>
          <th>{PERSON_WORDS.name}</th>
          <th>{PERSON_WORDS.email}</th>
          <th>{PERSON_WORDS.team}</th>
          <th>{WORDS.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {plan.map((person) => (
          <tr key={person.line}>
            <td className="figures">{person.line}</td>
            <td data-label={PERSON_WORDS.name} dir="auto">
              {person.name}
            </td>
            <td data-label={PERSON_WORDS.email}>{person.email}</td>
            <td data-label={PERSON_WORDS.team}>{person.teamId === '' ? person.team : person.teamId}</td>
            <td data-label={WORDS.verdict}>
              <span>
                <Mark tone={TONES[person.verdict]}>{WORDS.verdicts[person.verdict]}</Mark>{' '}
                <Text span size="xs" c="dimmed">
                  {person.why ?? WORDS.knownAs(person.id)}
                </Text>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
