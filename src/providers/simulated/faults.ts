/**
 * What can be made to go wrong, chosen by the model's name, at every face and in both forms of answer.
 *
 *   sim-error-<status>   answers with that status and an error in the face's own shape (429 and 503 with retry-after)
 *   sim-hang             takes the request and never answers
 *   sim-stall            sends the beginning of an answer and then nothing more
 *   sim-reset            resets the connection before it answers
 *   sim-cut              resets the connection in the middle of the answer
 *   sim-long-length      promises more bytes than it sends, then closes
 *   sim-short-length     promises fewer bytes than it sends
 *   sim-half             ends an answer in its middle as if it were whole
 *   sim-empty            answers 200 and nothing
 *   sim-html             answers 200 with a web page
 *   sim-garbage          answers with something that is not HTTP
 *   sim-redirect         answers 302 to another host
 *   sim-big-headers      answers with 64 kB of headers
 *   sim-no-usage         leaves the usage out
 *   sim-repeat-usage     gives the usage more than once, growing
 *   sim-bad-usage        gives usage that contradicts itself
 *   sim-gzip             says that a JSON answer is compressed, though nobody asked for that
 *   sim-bytes            sends the answer byte by byte, so that characters are cut
 *   sim-slow             waits half a second before it answers, and a little before each event
 *   sim-long             writes an answer of about forty thousand words
 *   sim-echo             says what it was asked, word for word, also as the argument of a tool
 */
export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'error'; readonly status: number }
  | { readonly kind: FaultName };

const FAULT_NAMES = [
  'hang',
  'stall',
  'reset',
  'cut',
  'long-length',
  'short-length',
  'half',
  'empty',
  'html',
  'garbage',
  'redirect',
  'big-headers',
  'no-usage',
  'repeat-usage',
  'bad-usage',
  'gzip',
  'bytes',
  'slow',
  'long',
  'echo',
] as const;
type FaultName = (typeof FAULT_NAMES)[number];

export function faultOf(model: string): Fault {
  const status = /^sim-error-([45]\d\d)$/.exec(model)?.[1];
  if (status !== undefined) return { kind: 'error', status: Number(status) };
  const name = FAULT_NAMES.find((candidate) => model === `sim-${candidate}`);
  return name === undefined ? { kind: 'none' } : { kind: name };
}
