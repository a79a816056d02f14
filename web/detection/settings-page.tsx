import { Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { useOperation } from '../request/use-operation.ts';
import { ButtonLink } from '../shell/links.tsx';
import { useMay } from '../shell/session.tsx';
import { Loaded } from '../states/loaded.tsx';
import { Mark } from '../states/mark.tsx';
import { Page } from '../states/page.tsx';
import { Panel } from '../states/panel.tsx';
import { ReasonButton } from '../states/reason-button.tsx';
import { Together } from '../states/together.tsx';
import { SETTINGS_WORDS } from '../words/detection-words.ts';
import { DictionariesPanel, useDictionaries } from './dictionaries-panel.tsx';
import { PatternsPanel, usePatterns } from './patterns-panel.tsx';

type Detector = AnswerOf<'setDetector'>;

/** What is looked for, and what of it is on. */
export function SettingsPage() {
  const queries = [usePatterns(), useDictionaries(), useOperation('listDetectors', {})];
  return (
    <Page
      title={SETTINGS_WORDS.title}
      lead={SETTINGS_WORDS.lead}
      action={
        <ButtonLink variant="default" to="/detection">
          {SETTINGS_WORDS.back}
        </ButtonLink>
      }
    >
      <Together queries={queries} lines={14}>
        <Stack gap="md">
          <PatternsPanel />
          <DictionariesPanel />
          <DetectorsPanel />
        </Stack>
      </Together>
    </Page>
  );
}

function DetectorsPanel() {
  const detectors = useOperation('listDetectors', {});
  const [wanted, setWanted] = useState('');
  return (
    <Panel title={SETTINGS_WORDS.detectors} note={SETTINGS_WORDS.detectorsNote} flush>
      <Loaded query={detectors} lines={12}>
        {({ rows }) => {
          const all = oncePerId(rows);
          return (
            <>
              <div className="more">
                <TextInput
                  label={SETTINGS_WORDS.find}
                  description={SETTINGS_WORDS.findHelp(all.length)}
                  value={wanted}
                  maw={360}
                  autoComplete="off"
                  onChange={({ currentTarget }) => setWanted(currentTarget.value)}
                />
              </div>
              <DetectorTable detectors={all.filter((detector) => isShown(detector, wanted.trim().toLowerCase()))} />
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function DetectorTable({ detectors }: { readonly detectors: readonly Detector[] }) {
  const mayChange = useMay()('control.write:protection');
  return (
    <div className="table-scroll">
      <table className="table table-stack">
        <thead>
          <tr>
            <th>{SETTINGS_WORDS.detector}</th>
            <th>{SETTINGS_WORDS.finds}</th>
            <th>{SETTINGS_WORDS.state}</th>
            <th>
              <span className="sr-only">{SETTINGS_WORDS.turnOff}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {detectors.map((detector) => (
            <DetectorRow key={detector.id} detector={detector} mayChange={mayChange} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DetectorRow({ detector, mayChange }: { readonly detector: Detector; readonly mayChange: boolean }) {
  const { id, types, state, reason, setBy } = detector;
  const next = state === 'on' ? 'off' : 'on';
  return (
    <tr>
      <td>{id.replaceAll('_', ' ')}</td>
      <td data-label={SETTINGS_WORDS.finds} title={types.join(', ')}>
        {SETTINGS_WORDS.types(types.map((type) => type.replaceAll('_', ' ')))}
      </td>
      <td data-label={SETTINGS_WORDS.state}>
        <span>
          <Mark tone={state === 'on' ? 'good' : 'plain'}>
            {state === 'on' ? SETTINGS_WORDS.on : SETTINGS_WORDS.off}
          </Mark>
          {reason === null ? null : (
            <Text size="xs" c="dimmed" mt={2}>
              {setBy}: {reason}
            </Text>
          )}
        </span>
      </td>
      <td>
        {mayChange ? (
          <ReasonButton
            label={state === 'on' ? SETTINGS_WORDS.turnOff : SETTINGS_WORDS.turnOn}
            note={state === 'on' ? SETTINGS_WORDS.turnOffNote : SETTINGS_WORDS.turnOnNote}
            changes={['listDetectors']}
            carryOut={(given, idempotencyKey) =>
              callOperation('setDetector', { params: { id }, body: { state: next, reason: given }, idempotencyKey })
            }
          />
        ) : null}
      </td>
    </tr>
  );
}

/** A detector has a row for each form of what it finds; it is turned on and off as one. */
function oncePerId(rows: readonly Detector[]): readonly Detector[] {
  const byId = Map.groupBy(rows, ({ id }) => id);
  return [...byId.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, types: [...new Set([first, ...others].flatMap(({ types }) => types))] }],
  );
}

/** Without a word those that somebody decided about or has to; with one, all that have it. */
function isShown({ id, types, plugged, state, setBy }: Detector, wanted: string): boolean {
  if (wanted === '') return plugged || state === 'off' || setBy !== null;
  return [id, ...types].some((name) => name.replaceAll('_', ' ').includes(wanted) || name.includes(wanted));
}
