import { QueryClient } from '@tanstack/react-query';
import { shareAnswers } from './asked-address.ts';
import { NoAnswer } from './request-problem.ts';

const TRIES_MAX = 2;

/** The answers that this browser window has. A refusal is an answer and is not asked for again; silence is. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => error instanceof NoAnswer && failures < TRIES_MAX,
      // A browser that holds itself for offline still reaches a house on its own machine or network; silence is told as silence.
      networkMode: 'always',
      refetchOnReconnect: true,
      refetchOnWindowFocus: true,
      structuralSharing: shareAnswers,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
