import type { MemberSpan } from '../../ports/dialect.ts';
import type { RequestBody, RequestUnit, UnitParts } from '../../ports/request-parts.ts';
import type { PartRules } from './part-rules.ts';
import { sortLiterals } from './sort-literals.ts';
import { endOfValue, newWalkBudget, skipSpace, type WalkBudget, walkLiterals } from './walk-literals.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
/** No conversation has so many turns; a list that is longer is one unit. */
const ELEMENTS_MAX = 20_000;

/**
 * The units of a body, in order: each element of its long lists, and every other outermost member that can hold a text.
 * An outermost number, flag or null holds none; a name or word of the API is passed over while it looks like one.
 */
export function readUnits(body: RequestBody, members: readonly MemberSpan[], rules: PartRules): readonly RequestUnit[] {
  const units: RequestUnit[] = [];
  const budget = newWalkBudget();
  for (const member of members) {
    if (!Object.hasOwn(rules.members, member.name) && !PLAIN_NAME.test(member.name))
      units.push(nameOfMember({ body, member, rules, budget }));
    const first = body.text.charCodeAt(member.start);
    if (first !== QUOTE && first !== OPEN_BRACE && first !== OPEN_BRACKET) continue;
    if (first === OPEN_BRACKET && rules.lists.has(member.name)) pushElements(units, { body, member, rules, budget });
    else units.push(wholeMember({ body, member, rules, budget }));
  }
  return units;
}

/** As APIs name their members; whatever else stands there is somebody's own, and a text. */
const PLAIN_NAME = /^[a-z_]{1,64}$/;

/** In brackets, as in the path of a name within: under its own name the body has the value. */
function nameOfMember(source: Source): RequestUnit {
  const { keyStart: start, name } = source.member;
  const member = { ...source.member, name: `{${name}}` };
  return new BodyUnit({ ...source, member }, { start, end: endOfValue(source.body.text, start), index: null });
}

type Source = {
  readonly body: RequestBody;
  readonly member: MemberSpan;
  readonly rules: PartRules;
  readonly budget: WalkBudget;
};
type Stretch = { readonly start: number; readonly end: number; readonly index: number | null };

function pushElements(units: RequestUnit[], source: Source): void {
  const { text } = source.body;
  const before = units.length;
  let start = skipSpace(text, source.member.start + 1);
  for (let index = 0; text.charCodeAt(start) !== CLOSE_BRACKET; index++) {
    if (index >= ELEMENTS_MAX) {
      units.splice(before, units.length, wholeMember(source));
      return;
    }
    const end = endOfValue(text, start);
    units.push(new BodyUnit(source, { start, end, index }));
    const next = skipSpace(text, end);
    start = text.charCodeAt(next) === COMMA ? skipSpace(text, next + 1) : next;
  }
}

function wholeMember(source: Source): RequestUnit {
  const { start, end } = source.member;
  return new BodyUnit(source, { start, end, index: null });
}

/** A class, since a long conversation makes hundreds with each call and most are never read. */
class BodyUnit implements RequestUnit {
  readonly start: number;
  readonly end: number;
  readonly #source: Source;
  readonly #index: number | null;

  constructor(source: Source, stretch: Stretch) {
    this.start = stretch.start;
    this.end = stretch.end;
    this.#source = source;
    this.#index = stretch.index;
  }

  read(): UnitParts {
    const { body, member, rules, budget } = this.#source;
    const place = { member: member.name, index: this.#index, rules };
    return sortLiterals(body, walkLiterals(body.text, this.start, budget), place);
  }
}
