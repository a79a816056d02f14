import type { ToldTopic } from '../../control/live-audience.ts';
import type { Topic } from '../../control/live-topics.ts';
import type { JobProgress } from '../../ports/live-feed.ts';

/** access_over: session, key or person · crowded: the same person listens at more places · stopping: this process. */
export type EndedWhy = 'access_over' | 'crowded' | 'stopping';
export type ToldJob = Omit<JobProgress, 'personId'>;

/** One message, as the contract has it. */
export type LiveMessage =
  | { readonly kind: 'ready'; readonly place: number }
  | { readonly kind: 'changed'; readonly place: number; readonly topics: readonly ToldTopic[] }
  | { readonly kind: 'jobs'; readonly jobs: readonly ToldJob[] }
  | { readonly kind: 'anew'; readonly place: number; readonly why: 'missed' | 'roles' }
  | { readonly kind: 'ended'; readonly why: EndedWhy }
  | { readonly kind: 'beat' };

/** More ids than that of one topic are told as none: whoever reads asks for the whole list then. */
const IDS_MAX = 50;
const JOBS_MAX = 50;

type Waiting = { readonly ids: Set<string>; byMe: boolean; isWide: boolean };

/**
 * What waits for one listener, merged: a topic stands in it once, a job with its last word. Pulled by an iterator that ends
 * at once when the reader goes away.
 */
export class LiveOutbox {
  readonly #topics = new Map<Topic, Waiting>();
  readonly #jobs = new Map<string, ToldJob>();
  #first: LiveMessage | undefined;
  #anew: 'missed' | 'roles' | undefined;
  #end: LiveMessage | undefined;
  #beat = false;
  #closed = false;
  #place: number;
  #wake: (() => void) | undefined;
  #waitsSinceMs: number | undefined;

  constructor(place: number) {
    this.#place = place;
    this.#first = { kind: 'ready', place };
  }

  tell(told: readonly ToldTopic[], at: { readonly place: number; readonly nowMs: number }): void {
    this.#place = at.place;
    for (const { topic, ids, byMe } of told) {
      const known = this.#topics.get(topic) ?? { ids: new Set(), byMe: true, isWide: false };
      known.byMe &&= byMe;
      known.isWide ||= ids.length === 0 || known.ids.size + ids.length > IDS_MAX;
      for (const id of known.isWide ? [] : ids) known.ids.add(id);
      this.#topics.set(topic, known);
    }
    if (told.length > 0) this.#rouse(at.nowMs);
  }

  tellJob(job: ToldJob, nowMs: number): void {
    if (this.#jobs.size >= JOBS_MAX && !this.#jobs.has(job.id)) return;
    this.#jobs.set(job.id, job);
    this.#rouse(nowMs);
  }

  askAnew(why: 'missed' | 'roles', at: { readonly place: number; readonly nowMs: number }): void {
    this.#place = at.place;
    this.#anew = this.#anew === 'roles' ? 'roles' : why;
    this.#rouse(at.nowMs);
  }

  beat(nowMs: number): void {
    this.#beat = true;
    this.#rouse(nowMs);
  }

  /** The last word. */
  end(why: EndedWhy): void {
    this.#end ??= { kind: 'ended', why };
    this.#wake?.();
  }

  /** Without a word: the reader is gone, or too slow. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Since when something waits that nobody takes. */
  get waitsSinceMs(): number | undefined {
    return this.#waitsSinceMs;
  }

  /** The next message; undefined at the end. One reader asks at a time. */
  async next(): Promise<LiveMessage | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      const message = this.#take();
      if (message !== undefined) return message;
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  #rouse(nowMs: number): void {
    this.#waitsSinceMs ??= nowMs;
    this.#wake?.();
  }

  /** The end before everything else: what was held back is for whoever may still read. */
  #take(): LiveMessage | undefined {
    this.#waitsSinceMs = undefined;
    if (this.#end !== undefined) {
      this.#closed = true;
      return this.#end;
    }
    if (this.#first !== undefined) {
      const first = this.#first;
      this.#first = undefined;
      return first;
    }
    if (this.#anew !== undefined) return this.#takeAnew(this.#anew);
    if (this.#topics.size > 0) return this.#takeTopics();
    if (this.#jobs.size > 0) return this.#takeJobs();
    if (!this.#beat) return undefined;
    this.#beat = false;
    return { kind: 'beat' };
  }

  #takeAnew(why: 'missed' | 'roles'): LiveMessage {
    this.#anew = undefined;
    this.#topics.clear();
    return { kind: 'anew', place: this.#place, why };
  }

  #takeTopics(): LiveMessage {
    const topics = [...this.#topics].map(([topic, { ids, byMe, isWide }]) => ({
      topic,
      ids: isWide ? [] : [...ids],
      byMe,
    }));
    this.#topics.clear();
    return { kind: 'changed', place: this.#place, topics };
  }

  #takeJobs(): LiveMessage {
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    return { kind: 'jobs', jobs };
  }
}
