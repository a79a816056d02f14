import { Counter, Gauge, type Registry } from 'prom-client';

/** Of the answers that this gateway has at hand. */
export type CacheReadings = {
  readonly answers: number;
  readonly bytes: number;
  readonly waiting: number;
  readonly hits: number;
  readonly joined: number;
  readonly misses: number;
  readonly evictions: number;
  readonly purged: number;
};

/** Figures of the cache, read off when somebody asks: the path counts plainly. */
export function addCacheMetrics(registry: Registry, read: () => CacheReadings): void {
  const registers = [registry];
  new Counter({
    name: 'tokenward_cache_calls_total',
    help: 'Calls of use cases with a cache: given an answer again, joined to an equal call, or asked.',
    labelNames: ['found'],
    registers,
    collect() {
      const { hits, joined, misses } = read();
      this.reset();
      this.inc({ found: 'hit' }, hits);
      this.inc({ found: 'joined' }, joined);
      this.inc({ found: 'miss' }, misses);
    },
  });
  new Counter({
    name: 'tokenward_cache_dropped_total',
    help: 'Answers that were let go for want of room, or because they may not be given any more.',
    labelNames: ['cause'],
    registers,
    collect() {
      const { evictions, purged } = read();
      this.reset();
      this.inc({ cause: 'room' }, evictions);
      this.inc({ cause: 'purge' }, purged);
    },
  });
  addGauge(registers, { name: 'tokenward_cache_answers', help: 'Answers in memory.', read: () => read().answers });
  addGauge(registers, { name: 'tokenward_cache_bytes', help: 'Memory that they take.', read: () => read().bytes });
  const waiting = 'Calls that wait for an equal one.';
  addGauge(registers, { name: 'tokenward_cache_waiting', help: waiting, read: () => read().waiting });
}

function addGauge(
  registers: Registry[],
  { name, help, read }: { readonly name: string; readonly help: string; readonly read: () => number },
): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
