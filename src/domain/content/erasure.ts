/** An order to destroy all content of one person or service account. What a hold keeps is destroyed once it is lifted. */
export type Erasure = {
  readonly id: string;
  readonly ownerKind: 'person' | 'service_account';
  readonly ownerId: string;
  readonly reason: string;
  readonly orderedBy: string;
  readonly state: 'ordered' | 'held' | 'done';
  readonly recordsDestroyed: number;
  readonly recordsHeld: number;
};
