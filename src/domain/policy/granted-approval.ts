/** A question that somebody answered with yes, as the gateway knows it. */
export type GrantedApproval = {
  readonly approvalId: string;
  /** Who said yes. */
  readonly approverId: string;
  /** The rules whose question it answers. */
  readonly rules: readonly string[];
  readonly expiresAtMs: number;
};
