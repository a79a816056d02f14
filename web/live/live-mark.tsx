import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { tellSessionEnded } from '../request/session-watch.ts';
import { LIVE_WORDS } from '../words/live-words.ts';
import { followEvents } from './follow-events.ts';
import { keepJobs, type LiveMessage, setLive, useLive } from './live-store.ts';
import { showNews, takeAnew, takeNews, watchLists } from './take-news.ts';

const JUST_NOW_MS = 6_000;

/** Whether the page hears what changes, quietly; and that lists have something new, with a button that shows it. */
export function LiveMark() {
  const queries = useQueryClient();
  const { status, news, updatedAtMs } = useLive();
  const isJustNow = useJustNow(updatedAtMs);
  useEffect(() => {
    const hear = (message: LiveMessage): void => {
      switch (message.kind) {
        case 'ready':
          return;
        case 'changed':
          return takeNews(queries, message.topics);
        case 'jobs':
          return keepJobs(message.jobs);
        case 'anew':
          return takeAnew(queries);
        case 'ended':
          return message.why === 'access_over' ? tellSessionEnded() : undefined;
      }
    };
    const stops = [followEvents({ hear, say: (now) => setLive({ status: now }) }), watchLists(queries)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
  return (
    <>
      {/* A status that nobody is interrupted for. */}
      <p className="live" data-status={status} role="status" aria-live="off">
        {isJustNow && status === 'live' ? LIVE_WORDS.updated : LIVE_WORDS[status]}
      </p>
      <div className="live-news no-print" role="status">
        {news === 0 ? null : (
          <button type="button" onClick={() => void showNews()}>
            {LIVE_WORDS.news(news)}
          </button>
        )}
      </div>
    </>
  );
}

function useJustNow(atMs: number | null): boolean {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    if (atMs === null) return undefined;
    const timer = setTimeout(() => setOver(atMs), JUST_NOW_MS);
    return () => clearTimeout(timer);
  }, [atMs]);
  return atMs !== null && over !== atMs;
}
