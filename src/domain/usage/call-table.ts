/** What is known of each call under way, by the call's id. */
export type CallTable<Value> = {
  readonly get: (callId: string) => Value | undefined;
  /** Replaces what stood there. */
  readonly set: (callId: string, value: Value) => void;
  /** What stood there; from here on nothing does. */
  readonly take: (callId: string) => Value | undefined;
  readonly size: () => number;
  readonly clear: () => void;
  /** In no order. The table may not change meanwhile. */
  readonly each: (visit: (callId: string, value: Value) => void) => void;
};

const PLACES_MIN = 64;

/**
 * A table and not a map: a map that much comes to and goes from is laid out anew every few calls, and each old layout still
 * points to the next and to what stood in it. One that has grown old keeps them all from the collection of what is young,
 * which then moves whole calls, long over, to where only the great collection finds them. Here a call's place is empty
 * when the call is over. The ids are the house's own: nobody can choose them so that they meet.
 */
export function createCallTable<Value>(): CallTable<Value> {
  let names: (string | undefined)[] = [];
  let values: (Value | undefined)[] = [];
  let last = 0;
  let size = 0;
  layOut(PLACES_MIN);

  function layOut(places: number): void {
    names = new Array<string | undefined>(places).fill(undefined);
    values = new Array<Value | undefined>(places).fill(undefined);
    last = places - 1;
    size = 0;
  }

  /** Where it stands, or the empty place where it would. At most half of the places are taken. */
  function placeOf(callId: string): number {
    let place = hashOf(callId) & last;
    for (;;) {
      const name = names[place];
      if (name === undefined || name === callId) return place;
      place = (place + 1) & last;
    }
  }

  function set(callId: string, value: Value): void {
    const place = placeOf(callId);
    if (names[place] === undefined) {
      size += 1;
      names[place] = callId;
    }
    values[place] = value;
    if (size * 2 > last) grow();
  }

  function grow(): void {
    const before = { names, values };
    layOut((last + 1) * 2);
    visitAll(before, set);
  }

  /** Those behind it that had to go further move up, or they would not be found any more. */
  function closeGap(emptied: number): void {
    let gap = emptied;
    let place = (gap + 1) & last;
    for (let name = names[place]; name !== undefined; name = names[place]) {
      const home = hashOf(name) & last;
      if (((place - home) & last) >= ((place - gap) & last)) {
        names[gap] = name;
        values[gap] = values[place];
        gap = place;
      }
      place = (place + 1) & last;
    }
    names[gap] = undefined;
    values[gap] = undefined;
  }

  function take(callId: string): Value | undefined {
    const place = placeOf(callId);
    if (names[place] === undefined) return undefined;
    const value = values[place];
    size -= 1;
    closeGap(place);
    return value;
  }

  return {
    get: (callId) => values[placeOf(callId)],
    set,
    take,
    size: () => size,
    clear: () => layOut(PLACES_MIN),
    each: (visit) => visitAll({ names, values }, visit),
  };
}

type Layout<Value> = {
  readonly names: readonly (string | undefined)[];
  readonly values: readonly (Value | undefined)[];
};

function visitAll<Value>({ names, values }: Layout<Value>, visit: (callId: string, value: Value) => void): void {
  for (let place = 0; place < names.length; place += 1) {
    const name = names[place];
    const value = values[place];
    if (name !== undefined && value !== undefined) visit(name, value);
  }
}

/** All that is by chance in an id of the house's stands at its end. */
const HASHED_LENGTH = 8;

function hashOf(callId: string): number {
  let hash = callId.length;
  for (let at = Math.max(0, callId.length - HASHED_LENGTH); at < callId.length; at += 1)
    hash = Math.imul(hash ^ callId.charCodeAt(at), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
