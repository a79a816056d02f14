import { EXTRA_SENTENCES, FRAMES, ROLES, SYNONYMS, TASKS } from './labelled-prompts.ts';

export type Random = () => number;
export type Prompt = {
  readonly task: number;
  readonly role: number;
  readonly frame: number;
  readonly sentences: readonly string[];
};

/** What people do to a prompt when they make it their own; the first five leave it the same to any reader, by a little or much. */
export const EDITS = {
  'case, marks, figures': (prompt: Prompt) =>
    prompt.sentences.map((sentence, at) => `${at + 1}) ${sentence.toUpperCase().replaceAll(',', ' -')}`),
  'a sentence more': (prompt: Prompt, random: Random) => [...prompt.sentences, pick(EXTRA_SENTENCES, random)],
  'a sentence less': (prompt: Prompt, random: Random) => {
    const gone = Math.floor(random() * prompt.sentences.length);
    return prompt.sentences.filter((_, at) => at !== gone);
  },
  'sentences in another order': (prompt: Prompt, random: Random) =>
    prompt.sentences
      .map((sentence) => ({ sentence, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ sentence }) => sentence),
  'one word in ten': (prompt: Prompt, random: Random) => replaced(prompt, random, 0.1),
  'one word in five': (prompt: Prompt, random: Random) => replaced(prompt, random, 0.2),
  'another frame': (prompt: Prompt) => [
    ...prompt.sentences.slice(0, 4),
    ...sentencesOf(FRAMES[(prompt.frame + 1) % FRAMES.length] ?? ''),
  ],
} as const;
export type Edit = keyof typeof EDITS;

export function makePrompt(random: Random, task = Math.floor(random() * TASKS.length)): Prompt {
  const role = Math.floor(random() * ROLES.length);
  const frame = Math.floor(random() * FRAMES.length);
  return framed({ task, role, frame });
}

/** Another thing asked for, in the same words round it: what is hardest to tell apart. */
export function lookalike(prompt: Prompt, random: Random): Prompt {
  const task = (prompt.task + 1 + Math.floor(random() * (TASKS.length - 1))) % TASKS.length;
  return framed({ ...prompt, task });
}

export function textOf(sentences: readonly string[]): string {
  return sentences.join(' ');
}

/** A text that somebody pastes behind an instruction: words without sense, of about so many characters. */
export function payload(random: Random, characters: number): string {
  const words: string[] = [];
  for (let length = 0; length < characters; ) {
    const word = Array.from(
      { length: 2 + Math.floor(random() * 4) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join('');
    words.push(word);
    length += word.length + 1;
  }
  return words.join(' ');
}

const SYLLABLES = ['ka', 'ri', 'mo', 'ten', 'sul', 've', 'dor', 'an', 'pli', 'sta', 'ne', 'gu'];

function framed({ task, role, frame }: Omit<Prompt, 'sentences'>): Prompt {
  const sentences = [ROLES[role] ?? '', ...(TASKS[task] ?? []), ...sentencesOf(FRAMES[frame] ?? '')];
  return { task, role, frame, sentences };
}

function replaced({ sentences }: Prompt, random: Random, share: number): readonly string[] {
  return sentences.map((sentence) =>
    sentence
      .split(' ')
      .map((word) => {
        if (random() >= share) return word;
        const bare = word.toLowerCase().replace(/[^a-z]/g, '');
        return SYNONYMS.get(bare) ?? `${bare}ly`;
      })
      .join(' '),
  );
}

function sentencesOf(frame: string): readonly string[] {
  return frame.split(/(?<=\.) /);
}

function pick(from: readonly string[], random: Random): string {
  return from[Math.floor(random() * from.length)] ?? '';
}
