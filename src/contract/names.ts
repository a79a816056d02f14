import { z } from 'zod';

/** What answers name by id, and people by name. */
const NamedNoun = z.enum(['person', 'service_account', 'team', 'project', 'use_case', 'envelope']);

export type NamedNoun = z.infer<typeof NamedNoun>;

/** For answers whose rows name things by id, so that a page of them can be read. */
export const NAMES = {
  names: z.partialRecord(NamedNoun, z.record(z.string(), z.string())).exactOptional().meta({
    description:
      'By noun and id, what the ids of the answer are called. People stand here for whoever may read them in the directory; an id that is missing stands for itself.',
  }),
};

/** Whether an answer is given the names of what it names by id: some count names of their own in a member called so. */
export function hasNames(answer: z.ZodType): boolean {
  return answer instanceof z.ZodObject && answer.shape['names'] === NAMES.names;
}
