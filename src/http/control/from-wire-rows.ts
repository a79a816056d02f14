import type { Model, Upstream } from '../../domain/catalog/upstream.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import type { CostCentre, Person, Project, ServiceAccount, Team } from '../../domain/identity/directory.ts';

/** What a creation leaves out because every new row has it. */
type Creation<Row extends { readonly status: string }> = Omit<Row, 'status'>;

export function fromWireCostCentre(wire: Creation<CostCentre>): CostCentre {
  return { ...wire, status: 'active' };
}

export function fromWireTeam(wire: Creation<Team>): Team {
  return { ...wire, status: 'active' };
}

export function fromWirePerson(wire: Creation<Person>): Person {
  return { ...wire, status: 'active' };
}

export function fromWireProject(wire: Creation<Project>): Project {
  return { ...wire, status: 'active' };
}

export function fromWireServiceAccount(wire: Creation<ServiceAccount>): ServiceAccount {
  return { ...wire, status: 'active' };
}

/** Use cases, models and upstreams can be declared blocked or suspended from the first. */
export function fromWireUseCase(wire: UseCase): UseCase {
  return wire;
}

export function fromWireModel(wire: Model): Model {
  return wire;
}

export function fromWireUpstream(wire: Upstream): Upstream {
  return wire;
}
