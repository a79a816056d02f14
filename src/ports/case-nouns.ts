import type { AllowanceRuleVersion } from '../domain/budget/allowance-rule.ts';
import type { EnvelopeTransfer } from '../domain/budget/envelope-transfer.ts';
import type { KeptEvaluation } from '../domain/budget/evaluate-allowance.ts';
import type { KeptCachePurge } from '../domain/caching/cached-answer.ts';
import type { ContentAccess } from '../domain/content/content-access.ts';
import type { Erasure } from '../domain/content/erasure.ts';
import type { LegalHold } from '../domain/content/legal-hold.ts';
import type { RetentionRule } from '../domain/content/retention.ts';
import type {
  DetectionProposal,
  DetectorSetting,
  KeptAllowEntry,
  KeptDictionary,
  KeptPattern,
} from '../domain/detection/detection-settings.ts';
import type { Handover } from '../domain/identity/handover.ts';
import type { RoleGrant } from '../domain/identity/house-role.ts';
import type { Tour } from '../domain/identity/tour.ts';
import type { Report } from '../domain/incident/report.ts';
import type { Asset, AssetVersion } from '../domain/library/asset.ts';
import type { WorkflowApproval } from '../domain/library/workflow.ts';
import type { OutcomeValidation, PersonMerge } from '../domain/outcome/validation.ts';
import type { Approval } from '../domain/policy/approval.ts';
import type { Exception } from '../domain/policy/exception.ts';
import type { PolicyVersion } from '../domain/policy/policy-version.ts';
import type { KeptSuspension } from '../domain/policy/suspension.ts';
import type { BoardBurst } from '../domain/programme/board-burst.ts';
import type { Leaderboard } from '../domain/programme/leaderboard.ts';
import type { Programme } from '../domain/programme/programme.ts';
import type { ExportPermission } from '../domain/recognition/export-permission.ts';
import type { RecognitionRuleVersion } from '../domain/recognition/recognition-rule.ts';
import type { PrivateScorecard, RecognitionChoice } from '../domain/recognition/visibility.ts';
import type { KeptCalibration, RouteState } from '../domain/routing/route-state.ts';
import type { FormulaVersion } from '../domain/score/formula-version.ts';
import type {
  AdoptionCheck,
  BreachCase,
  ScoreClass,
  ScoreProfile,
  WorkAssignment,
} from '../domain/score/score-case.ts';
import type { ScoreContest } from '../domain/score/score-contest.ts';
import type { MergeProposal } from '../domain/similarity/merge-proposal.ts';
import type { SimilarityRule } from '../domain/similarity/similarity-rule.ts';
import type { DigestChoice, TaskReview } from '../domain/task/task-review.ts';
import type { SavedView } from '../domain/view/saved-view.ts';
import type { RecognitionMonth } from './recognition-store.ts';

/** Nouns that come of what happens: each has commands of its own, and none can be declared in a file. */
export type CaseNouns = {
  readonly suspension: KeptSuspension;
  readonly policy_version: PolicyVersion;
  readonly approval: Approval;
  readonly exception: Exception;
  readonly envelope_transfer: EnvelopeTransfer;
  readonly allowance_rule: AllowanceRuleVersion;
  readonly allowance_evaluation: KeptEvaluation;
  readonly detection_pattern: KeptPattern;
  readonly detection_dictionary: KeptDictionary;
  readonly allow_entry: KeptAllowEntry;
  readonly detector_setting: DetectorSetting;
  readonly detection_proposal: DetectionProposal;
  readonly legal_hold: LegalHold;
  readonly content_access: ContentAccess;
  readonly retention_rule: RetentionRule;
  readonly erasure: Erasure;
  readonly library_asset: Asset;
  readonly library_version: AssetVersion;
  readonly report: Report;
  readonly route_state: RouteState;
  readonly route_calibration: KeptCalibration;
  readonly cache_purge: KeptCachePurge;
  readonly workflow_approval: WorkflowApproval;
  readonly task_review: TaskReview;
  readonly digest_choice: DigestChoice;
  readonly score_formula: FormulaVersion;
  readonly score_class: ScoreClass;
  readonly score_profile: ScoreProfile;
  readonly work_assignment: WorkAssignment;
  readonly breach: BreachCase;
  readonly adoption_check: AdoptionCheck;
  readonly score_contest: ScoreContest;
  readonly recognition_rule: RecognitionRuleVersion;
  readonly recognition_month: RecognitionMonth;
  readonly recognition_choice: RecognitionChoice;
  readonly private_scorecard: PrivateScorecard;
  readonly export_permission: ExportPermission;
  readonly similarity_rule: SimilarityRule;
  readonly merge_proposal: MergeProposal;
  readonly outcome_validation: OutcomeValidation;
  readonly person_merge: PersonMerge;
  readonly role_grant: RoleGrant;
  readonly handover: Handover;
  readonly tour: Tour;
  readonly programme: Programme;
  readonly leaderboard: Leaderboard;
  readonly board_burst: BoardBurst;
  readonly saved_view: SavedView;
};
export type CaseNoun = keyof CaseNouns;
