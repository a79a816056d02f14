/** A conversation as people at work have them: prose, names of things, figures, a little code and a table. */
export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

const subjects = [
  'the supplier portal',
  'our quarterly report',
  'the intake form',
  'the migration plan',
  'the team in Lyon',
  'the warehouse dashboard',
  'the renewal letter',
  'the on-call handbook',
  'the pricing page',
  'the audit checklist',
];
const verbs = [
  'needs',
  'still lacks',
  'was sent back for',
  'should begin with',
  'cannot ship without',
  'was measured against',
  'depends on',
  'repeats most of',
  'contradicts',
  'was delayed by',
];
const objects = [
  'a second look at the figures',
  'the approval of finance',
  'a shorter summary for the board',
  'the new address format',
  'an owner and a date',
  'the numbers of last March',
  'a paragraph on data retention',
  'the vendor’s answer',
  'a rollback that was tried out',
  'the list of open questions',
];
const closings = [
  'before Thursday',
  'in the next sprint',
  'as agreed with Amélie',
  'if nobody objects',
  'at about 1.4 times the cost',
  'under version 3.2.1',
  'for 1,250 customers',
  'since 2026-03-18',
  'in section 4 (b)',
  'without changing the API',
];
const code = 'function total(rows) {\n  return rows.reduce((sum, row) => sum + row.amount * row.count, 0);\n}\n';
const table = 'region,month,orders,returns\nnorth,2026-01,4180,112\nsouth,2026-01,3921,98\nwest,2026-01,2750,61\n';

/** A small seeded generator (xorshift), so that each run measures the same texts. */
export function seededRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Text of exactly the asked length in characters. */
export function makeText(input: { readonly characters: number; readonly random: () => number }): string {
  const pick = (list: readonly string[]) => list[Math.floor(input.random() * list.length)] ?? '';
  let text = '';
  while (text.length < input.characters) {
    const kind = input.random();
    if (kind < 0.03) text += `\n\`\`\`js\n${code}\`\`\`\n`;
    else if (kind < 0.06) text += `\n${table}\n`;
    else text += `${capitalised(pick(subjects))} ${pick(verbs)} ${pick(objects)} ${pick(closings)}. `;
  }
  return text.slice(0, input.characters);
}

/** Turns of a conversation that together hold about `characters`: few when short, many when long. */
export function makeConversation(input: {
  readonly characters: number;
  readonly random: () => number;
}): readonly Message[] {
  const { characters, random } = input;
  const turns = characters < 4_000 ? 1 : 7;
  const perTurn = Math.floor((characters - 300) / turns);
  const system = `You help the staff of a trading company. Answer briefly and say what you do not know. ${makeText({ characters: 200, random })}`;
  const exchange = Array.from(
    { length: turns },
    (_, index): Message => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: makeText({ characters: perTurn, random }),
    }),
  );
  return [{ role: 'system', content: system }, ...exchange];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
