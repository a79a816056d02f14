import type { Handover } from '../../domain/identity/handover.ts';
import type { HeldRole, RoleGrant } from '../../domain/identity/house-role.ts';
import type { Stored } from '../../ports/control-store.ts';
import { toWireKept, toWireMomentOrNull } from './wire-rows.ts';

export function toWireHeldRole({ expiresAtMs, ...rest }: HeldRole) {
  return { ...rest, expiresAt: toWireMomentOrNull(expiresAtMs) };
}

export function toWireRoleGrant(stored: Stored<RoleGrant>) {
  const { expiresAtMs, ...rest } = stored.row;
  return { ...rest, expiresAt: toWireMomentOrNull(expiresAtMs), ...toWireKept(stored) };
}

export function toWireHandover(stored: Stored<Handover>) {
  return { ...stored.row, ...toWireKept(stored) };
}
