import type { DataClass } from '../detection/data-class.ts';
import type { WorkflowParameter } from './workflow.ts';

/** A template is rendered into calls; of the other kinds the library keeps a description with a text or a link. */
export const ASSET_KINDS = ['template', 'agent', 'workflow', 'automation', 'playbook'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** Names that are moved from version to version, so that callers need not follow each one. */
export const ASSET_LABELS = ['production', 'canary'] as const;
export type AssetLabel = (typeof ASSET_LABELS)[number];

/** Something that people make once and others use again (requirements T1, T2). */
export type Asset = {
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly description: string;
  /** Who answers for it; its own calls are not counted as reuse. */
  readonly ownerPersonId: string;
  /** What it is for; the owner of the use case approves its versions. */
  readonly useCaseId: string;
  /** Which version each label points at; a label that points nowhere is not there. */
  readonly labels: { readonly [Label in AssetLabel]?: number };
  /** Roles whose new people start from it; `everyone` is all of them. */
  readonly starterRoles: readonly string[];
  readonly forkedFrom: AssetOrigin | null;
  readonly status: 'active' | 'deprecated';
  /** Null while it is active. */
  readonly deprecation: { readonly reason: string; readonly successorId: string | null } | null;
};

export type AssetOrigin = { readonly assetId: string; readonly version: number };

/** What one version says. Once it is published this never changes. */
export type AssetDefinition = {
  /** Of a template what is rendered: `{{name}}` is a parameter. Of another kind what it says, perhaps nothing. */
  readonly text: string;
  /** Where the thing itself is found; null: the text is all. */
  readonly link: string | null;
  /** Where the rendered text stands in a call. */
  readonly place: 'system' | 'user';
  readonly parameters: readonly WorkflowParameter[];
  /** The most sensitive content that it is meant for. */
  readonly dataClassMax: DataClass;
  readonly recommendedModel: string | null;
  /** Of one call, decimal nanodollars. */
  readonly expectedCostNanodollars: string | null;
  readonly expectedOutputTokens: number | null;
  readonly examples: readonly AssetExample[];
  readonly changeNotes: string;
};

export type AssetExample = {
  readonly title: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly answer: string;
};

export type AssetVersion = AssetDefinition & {
  /** `assetId@version` */
  readonly id: string;
  readonly assetId: string;
  /** 1 for the first. */
  readonly version: number;
  readonly state: 'draft' | 'published';
  readonly writtenBy: string;
  readonly publishedAtMs: number | null;
  readonly approvedBy: string | null;
  readonly approvedAtMs: number | null;
  /** Of a draft: that it waits for the owner of the use case, or was declined; null: neither. */
  readonly proposal: VersionProposal | null;
};

/** A draft put before the owner of its use case. While it waits its words stay as they are. */
export type VersionProposal = {
  readonly state: 'waiting' | 'declined';
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  /** Null while it waits. */
  readonly answer: { readonly by: string; readonly atMs: number; readonly reason: string } | null;
};

/** A role that everybody has. */
export const EVERYONE = 'everyone';

export function assetVersionId({ assetId, version }: AssetOrigin): string {
  return `${assetId}@${version}`;
}

/** The part of a version that is fixed when it is published. */
export function definitionOfVersion(version: AssetVersion): AssetDefinition {
  const { text, link, place, parameters, dataClassMax, recommendedModel } = version;
  const { expectedCostNanodollars, expectedOutputTokens, examples, changeNotes } = version;
  return {
    ...{ text, link, place, parameters, dataClassMax, recommendedModel },
    ...{ expectedCostNanodollars, expectedOutputTokens, examples, changeNotes },
  };
}

/** Whether somebody with these roles starts from it. */
export function isStarterFor({ starterRoles, status }: Asset, roles: readonly string[]): boolean {
  return status === 'active' && starterRoles.some((role) => role === EVERYONE || roles.includes(role));
}
