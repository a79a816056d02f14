import type { AnswerOf } from '../../contract/routes.ts';
import type { ConnectionOptions } from '../connection/open-connection.ts';
import type { Write } from './write.ts';

/** Where a version of an asset stands. */
export function tellVersion(version: AnswerOf<'readLibraryVersion'>, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(version));
  const approved = version.approvedBy === null ? '' : `, approved by ${version.approvedBy}`;
  const { proposal } = version;
  const waits =
    proposal === null ? '' : proposal.state === 'waiting' ? ', and waits for an answer' : ', and was declined';
  write(`${version.id} is ${version.state === 'draft' ? 'a draft' : 'published'}${approved}${waits}.`);
}
