/**
 * From which share of their words in twos on two texts are taken for the same; docs/similarity.md has what is found, and what is
 * taken for the same wrongly, by bench/similarity.ts.
 */
export const ASSETS_ALIKE_MIN = 0.5;
export const PROMPTS_ALIKE_MIN = 0.5;
/** Tasks of one person: what is wrongly taken for the same would count less, so that more is asked for. */
export const TASKS_ALIKE_MIN = 0.6;
