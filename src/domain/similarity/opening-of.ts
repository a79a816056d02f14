/** What is asked for is mostly shorter; behind it stands what it is asked about. */
const OPENING_CHARACTERS_MAX = 900;
/** A first paragraph that is shorter is a greeting or a heading, and the next one belongs to it. */
const PARAGRAPH_CHARACTERS_MIN = 120;

/**
 * The beginning of a question: its first paragraph, or so many as make up a few sentences. People paste what a question is
 * about behind an empty line, a rule or a fence; what they paste on the same line is taken for part of the question.
 */
export function openingOf(question: string): string {
  const text = question.trimStart().slice(0, OPENING_CHARACTERS_MAX);
  const breaks = /\n\s*\n|\n\s*(?:---|===|```|"""|<)/g;
  for (let found = breaks.exec(text); found !== null; found = breaks.exec(text))
    if (found.index >= PARAGRAPH_CHARACTERS_MIN) return text.slice(0, found.index);
  return text;
}
