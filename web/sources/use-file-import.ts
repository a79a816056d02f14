import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import { forget } from '../request/use-operation.ts';
import { PAST_WORDS } from '../words/past-words.ts';
import { readJsonObject } from './read-json.ts';

type Imported = AnswerOf<'importSource'>;
export type FileImport = {
  readonly done: number;
  readonly all: number;
  readonly isRunning: boolean;
  readonly sums: Imported;
  readonly error: unknown;
};

const FILE_BYTES_MAX = 50_000_000;
const MESSAGES_AT_ONCE = 200;
const FAULTS_SHOWN_MAX = 20;
const NOTHING: Imported = {
  ...{ messages: 0, alreadyKnown: 0, saidNothing: 0, tooOld: 0, facts: 0, results: 0, outcomeEvents: 0, faults: [] },
};

/** Hands a file in piece by piece, tells how far it is, and stops between two pieces. */
export function useFileImport(sourceId: string) {
  const queries = useQueryClient();
  const [state, setState] = useState<FileImport | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const isStopped = useRef(false);

  const start = async (file: File, event: string | null) => {
    if (file.size > FILE_BYTES_MAX) return setFault(PAST_WORDS.tooLarge);
    const lines = (await file.text()).split('\n').filter((line) => line.trim() !== '');
    const messages = lines.map(readJsonObject);
    const bad = messages.indexOf(undefined);
    if (bad >= 0) return setFault(PAST_WORDS.notMessages(bad + 1));
    if (messages.length === 0) return setFault(PAST_WORDS.nothingIn);
    setFault(null);
    isStopped.current = false;
    let now: FileImport = { done: 0, all: messages.length, isRunning: true, sums: NOTHING, error: null };
    setState(now);
    while (now.done < now.all && !isStopped.current) {
      const piece = messages
        .slice(now.done, now.done + MESSAGES_AT_ONCE)
        .flatMap((payload) => (payload === undefined ? [] : [{ payload, event }]));
      try {
        const imported = await callOperation('importSource', { params: { id: sourceId }, body: { messages: piece } });
        now = { ...now, done: now.done + piece.length, sums: addUp(now.sums, imported) };
        setState(now);
      } catch (error) {
        now = { ...now, error };
        break;
      }
    }
    setState({ ...now, isRunning: false });
    await forget(queries, ['listSourceDeliveries', 'listExternalIdentities', 'listSourceRefusals']);
  };

  return {
    state,
    fault,
    start,
    stop: () => {
      isStopped.current = true;
    },
  };
}

function addUp(one: Imported, other: Imported): Imported {
  return {
    messages: one.messages + other.messages,
    alreadyKnown: one.alreadyKnown + other.alreadyKnown,
    saidNothing: one.saidNothing + other.saidNothing,
    tooOld: one.tooOld + other.tooOld,
    facts: one.facts + other.facts,
    results: one.results + other.results,
    outcomeEvents: one.outcomeEvents + other.outcomeEvents,
    faults: [...one.faults, ...other.faults].slice(0, FAULTS_SHOWN_MAX),
  };
}
