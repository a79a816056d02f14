export const TOUR_STATES = ['offered', 'skipped', 'done'] as const;

/** Where somebody stands with the tour that ends in a first call; whoever has said nothing is offered it. */
export type Tour = {
  /** The person. */
  readonly id: string;
  readonly state: (typeof TOUR_STATES)[number];
  /** The call that it ended with; null: it did not end with one. */
  readonly callId: string | null;
};

/** It comes by itself only to whoever has never called and has not put it away; who asked for it again gets it. */
export function isTourOffered(tour: Tour | undefined, hasCalled: boolean): boolean {
  return tour === undefined ? !hasCalled : tour.state === 'offered';
}
