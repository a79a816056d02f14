import type { ControlClient, FileId, LinesId } from '../../client/create-control-client.ts';
import type { LooseRequest, RequestOf } from '../../client/operation-request.ts';
import { parseWire } from '../../contract/parse-wire.ts';
import type { Route } from '../../contract/route.ts';
import { type AnswerOf, type OperationId, ROUTES } from '../../contract/routes.ts';
import { CliFailure } from './cli-failure.ts';

type Operation = Exclude<OperationId, LinesId | FileId>;

/** Carries out an operation whose request is only known at run time; what does not fit the contract is said before it is sent. */
export async function runOperation<Id extends Operation>(
  client: ControlClient,
  id: Id,
  request: LooseRequest,
): Promise<AnswerOf<Id>> {
  const checked: unknown = request;
  if (!fits(id, checked, request)) throw new CliFailure(faultsOf(id, request), 2);
  return client.call(id, checked);
}

/** The same for an operation whose answer is a file. */
export function openFile<Id extends FileId>(
  client: ControlClient,
  id: Id,
  request: LooseRequest,
): AsyncIterable<Uint8Array> {
  const checked: unknown = request;
  if (!fits(id, checked, request)) throw new CliFailure(faultsOf(id, request), 2);
  return client.file(id, checked);
}

function fits<Id extends OperationId>(id: Id, value: unknown, request: LooseRequest): value is RequestOf<Id> {
  return value === request && faultsOf(id, request) === '';
}

function faultsOf(id: OperationId, request: LooseRequest): string {
  const route: Route = ROUTES[id];
  const parts = [
    parseWire(route.params, request.params ?? {}),
    parseWire(route.query, request.query ?? {}),
    parseWire(route.body, request.body ?? {}),
  ];
  const faults = parts.flatMap((part) => (part.kind === 'faults' ? part.faults : []));
  return faults.map(({ path, detail }) => `${optionOf(path)} ${detail}.`).join('\n');
}

/** The option that a member of a request comes from; what is deeper follows it. */
function optionOf(path: readonly (string | number)[]): string {
  const [member = '', ...deeper] = path;
  return [`--${kebab(String(member))}`, ...deeper].join('.');
}

/** `ownerPersonId` → `owner-person-id` */
export function kebab(member: string): string {
  return member.replaceAll(/[A-Z]/g, (part) => `-${part.toLowerCase()}`);
}
