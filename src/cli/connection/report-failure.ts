import { ProblemError, UnansweredError } from '../../client/problem-error.ts';
import { CliFailure } from './cli-failure.ts';

/** Says what went wrong in a sentence or two, and gives back the exit code. TOKENWARD_DEBUG=1 adds the stack. */
export function reportFailure(error: unknown): 1 | 2 {
  process.stderr.write(`${sentenceOf(error)}\n`);
  if (process.env['TOKENWARD_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return error instanceof CliFailure ? error.exitCode : 1;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ProblemError) return problemInWords(error);
  if (error instanceof CliFailure || error instanceof UnansweredError) return error.message;
  // Refusals of the server's parts are written for people: they bring their own remedy.
  if (error instanceof Error && error.name.endsWith('Refusal')) return error.message;
  const refused = networkFailure(error);
  if (refused !== undefined) return refused;
  const sentence = error instanceof Error ? error.message : String(error);
  return `${sentence}\n(TOKENWARD_DEBUG=1 shows where in the program.)`;
}

function problemInWords(error: ProblemError): string {
  const { errors, remedy, requestId } = error.problem;
  const faults = errors.map((fault) => `\n  ${fault.pointer === '' ? 'the body' : fault.pointer}: ${fault.detail}`);
  return `${error.message}${faults.join('')}\n${remedy} (request ${requestId})`;
}

/** A store that does not answer arrives as the network's error, which has no words of its own. */
function networkFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  const address = 'address' in error && 'port' in error ? ` at ${String(error.address)}:${String(error.port)}` : '';
  const remedy = 'Is the database of DATABASE_URL running, and its address right?';
  if (code === 'ECONNREFUSED') return `Nothing answers${address}. ${remedy}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name of a server is not known (${error.message}). ${remedy}`;
  return undefined;
}
