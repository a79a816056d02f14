import { callHouse, type HouseCall } from './call-house.ts';

export type Hammering = {
  /** Names of the calls whose answer came whole. */
  readonly answered: readonly string[];
  /** How many calls were begun; for choosing a moment without a clock. */
  readonly begun: () => number;
  /** Every client ends its call and makes no further one. */
  readonly stop: () => Promise<void>;
  /** Resolves when every client has made its calls. */
  readonly done: Promise<unknown>;
};

export type HammerWish = {
  readonly addresses: readonly string[];
  readonly key: string;
  /** Prefix of the calls' names. */
  readonly name: string;
  readonly clients: number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Each client stops after so many; without it they go on until `stop` or until the house is gone. */
  readonly callsEach?: number;
};

const FACES = ['chat', 'messages', 'responses'] as const;

/** Clients that call without pause, over all faces, whole answers and streams; one in twelve leaves early. */
export function hammerHouse(wish: HammerWish): Hammering {
  const answered: string[] = [];
  const gone = new AbortController();
  let begun = 0;
  const clients = Array.from({ length: wish.clients }, async (_, client) => {
    for (let turn = 0; turn < (wish.callsEach ?? Number.POSITIVE_INFINITY) && !gone.signal.aborted; turn += 1) {
      begun += 1;
      const call = chooseCall(wish, { client, turn, gone: gone.signal });
      try {
        const answer = await callHouse(call);
        if (answer.status === 200) answered.push(call.name);
      } catch {
        // The house is gone, or this client left on purpose.
        if (call.signal === gone.signal && wish.callsEach === undefined) return;
      }
    }
  });
  const done = Promise.all(clients);
  return {
    answered,
    done,
    begun: () => begun,
    stop: async () => {
      gone.abort();
      await done;
    },
  };
}

function chooseCall(
  wish: HammerWish,
  at: { readonly client: number; readonly turn: number; readonly gone: AbortSignal },
): HouseCall & { readonly signal: AbortSignal } {
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(wish.random() * from.length)] ?? from[0];
  const leavesEarly = wish.random() < 1 / 12;
  return {
    key: wish.key,
    address: wish.addresses[at.client % wish.addresses.length] ?? '',
    name: `${wish.name}-${at.client}-${at.turn}`,
    face: pick(FACES),
    stream: wish.random() < 0.5,
    signal: leavesEarly ? AbortSignal.timeout(5) : at.gone,
  };
}
