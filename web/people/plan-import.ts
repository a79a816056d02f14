import { callOperation } from '../request/call-operation.ts';
import { codeOf } from '../request/request-problem.ts';
import { IMPORT_WORDS } from '../words/people-words.ts';
import { idOfEmail } from './person-form.tsx';
import type { CsvPerson } from './read-people-csv.ts';

/** What would become of a line, or did. */
export type PlannedPerson = CsvPerson & {
  readonly verdict: keyof typeof IMPORT_WORDS.verdicts;
  /** Of who would be added; of who is here, theirs. */
  readonly id: string;
  readonly teamId: string;
  /** In words, where something is at fault. */
  readonly why: string | null;
};

export type TeamNames = readonly { readonly id: string; readonly name: string }[];

const FAULTS = IMPORT_WORDS.faults;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NAME_CHARACTERS_MAX = 200;
const AT_ONCE = 4;
const IDS_TRIED_MAX = 20;

/** What would happen to each line, in their order. Only looked at: nothing is changed. */
export async function planImport(lines: readonly CsvPerson[], teams: TeamNames): Promise<readonly PlannedPerson[]> {
  const firstLines = new Map<string, number>();
  const checked = lines.map((line) => {
    const first = firstLines.get(line.email);
    if (first === undefined) firstLines.set(line.email, line.line);
    return checkLine(line, { teams, first });
  });
  const looked = await inTurns(checked, async (person) => (person.verdict === 'create' ? lookFor(person) : person));
  return giveIds(looked);
}

/** Works on so many at once, and gives back what came of each in the order that they stood in. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const line = async () => {
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return results;
}

function checkLine(
  line: CsvPerson,
  { teams, first }: { readonly teams: TeamNames; readonly first: number | undefined },
): PlannedPerson {
  const wanted = line.team.toLowerCase();
  const team = teams.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const why = faultOf(line, { hasTeam: team !== undefined, first });
  const id = idOfEmail(line.email);
  return { ...line, id, teamId: team?.id ?? '', why, verdict: why === null ? 'create' : 'faulty' };
}

function faultOf(
  { name, email, team, isWhole }: CsvPerson,
  { hasTeam, first }: { readonly hasTeam: boolean; readonly first: number | undefined },
): string | null {
  if (!isWhole) return FAULTS.columns;
  if (name === '' || name.length > NAME_CHARACTERS_MAX) return FAULTS.name;
  if (!EMAIL.test(email)) return FAULTS.email;
  if (first !== undefined) return FAULTS.twice(first);
  if (!hasTeam) return FAULTS.team(team);
  return idOfEmail(email) === '' ? FAULTS.id : null;
}

/** Whether somebody has the address already, and whether the id is another's. */
async function lookFor(person: PlannedPerson): Promise<PlannedPerson> {
  const { rows } = await callOperation('listPeople', { query: { email: person.email, limit: 1 } });
  const [known] = rows;
  if (known !== undefined) return { ...person, id: known.id, verdict: 'exists' };
  for (let number = 1; number <= IDS_TRIED_MAX; number += 1) {
    const id = number === 1 ? person.id : `${person.id}-${number}`;
    if (await isFree(id)) return { ...person, id };
  }
  return { ...person, verdict: 'faulty', why: FAULTS.id };
}

async function isFree(id: string): Promise<boolean> {
  try {
    await callOperation('readPerson', { params: { id } });
    return false;
  } catch (error) {
    if (codeOf(error) === 'not_found') return true;
    throw error;
  }
}

/** Of two lines that would have one id the later gets another. */
function giveIds(people: readonly PlannedPerson[]): readonly PlannedPerson[] {
  const taken = new Set<string>();
  return people.map((person) => {
    if (person.verdict !== 'create') return person;
    let id = person.id;
    for (let number = 2; taken.has(id); number += 1) id = `${person.id}-${number}`;
    taken.add(id);
    return { ...person, id };
  });
}
