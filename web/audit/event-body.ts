export type EventBody = {
  readonly atMs: number;
  readonly actor: string;
  readonly type: string;
  readonly subject: string;
};

/** What a line shows of an event. The text is what was hashed, so a member that is missing leaves a gap and no error. */
export function readEventBody(body: string): EventBody {
  const members = membersOf(JSON.parse(body));
  const actor = membersOf(members.get('actor'));
  return {
    atMs: Number(members.get('atMs') ?? 0),
    actor: `${text(actor.get('kind'))}:${text(actor.get('id'))}`,
    type: text(members.get('type')),
    subject: text(members.get('subject')),
  };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
