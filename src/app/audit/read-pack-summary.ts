import { PACK_FORMAT } from '../../domain/audit/evidence-pack.ts';

/** What a pack says of itself. */
export type PackSummary = {
  readonly origin: string;
  readonly packId: string;
  readonly keyId: string;
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly sections: readonly { readonly title: string; readonly rows: number }[];
};

/** Null where the text is no manifest of a pack. */
export function readPackSummary(text: string): PackSummary | null {
  try {
    const said = membersOf(JSON.parse(text));
    if (said.get('format') !== PACK_FORMAT) return null;
    const word = (name: string): string => String(said.get(name) ?? 'not said');
    const sections: unknown = said.get('sections');
    return {
      ...{ origin: word('origin'), packId: word('packId'), keyId: word('keyId'), from: word('from'), to: word('to') },
      ...{ madeAt: word('madeAt'), madeBy: word('madeBy') },
      sections: (Array.isArray(sections) ? sections : []).map((section: unknown) => {
        const members = membersOf(section);
        return { title: String(members.get('title') ?? 'not said'), rows: Number(members.get('rows') ?? 0) };
      }),
    };
  } catch {
    return null;
  }
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
