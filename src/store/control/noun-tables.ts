import type { Noun, Nouns } from '../../ports/control-store.ts';
import { allowanceEvaluationTable, allowanceRuleTable } from '../allowance/allowance-rows.ts';
import { envelopeTransferTable } from '../allowance/transfer-row.ts';
import { exceptionTable } from '../exception/exception-row.ts';
import { handoverTable, roleGrantTable } from '../identity/identity-rows.ts';
import { tourTable } from '../identity/tour-row.ts';
import { outcomeTypeTable, outcomeValidationTable, personMergeTable } from '../outcome/outcome-noun-rows.ts';
import { boardBurstTable, leaderboardTable, programmeTable } from '../programme/programme-rows.ts';
import {
  exportPermissionTable,
  privateScorecardTable,
  recognitionChoiceTable,
  recognitionMonthTable,
  recognitionRuleTable,
} from '../recognition/recognition-rows.ts';
import {
  adoptionCheckTable,
  breachTable,
  scoreClassTable,
  scoreContestTable,
  scoreFormulaTable,
  scoreProfileTable,
  workAssignmentTable,
} from '../score/score-rows.ts';
import { mergeProposalTable, similarityRuleTable } from '../similarity/similarity-rows.ts';
import { sourceTable } from '../source/source-row.ts';
import { digestChoiceTable, taskReviewTable } from '../task/task-noun-rows.ts';
import { savedViewTable } from '../view/saved-view-row.ts';
import { apiKeyTable } from './api-key-row.ts';
import { approvalTable } from './approval-row.ts';
import { cachePurgeTable, workflowApprovalTable, workflowTable } from './caching-rows.ts';
import { calendarTable } from './calendar-row.ts';
import { erasureTable, reportTable, suspensionTable } from './case-rows.ts';
import { modelTable, priceTable, upstreamTable, useCaseTable } from './catalog-rows.ts';
import { contentAccessTable, legalHoldTable, retentionRuleTable } from './content-rows.ts';
import {
  allowEntryTable,
  detectionDictionaryTable,
  detectionPatternTable,
  detectionProposalTable,
  detectorSettingTable,
} from './detection-rows.ts';
import { costCentreTable, personTable, projectTable, serviceAccountTable, teamTable } from './directory-rows.ts';
import { envelopeTable } from './envelope-row.ts';
import { assetTable, assetVersionTable } from './library-rows.ts';
import type { NounTable } from './noun-table.ts';
import { policyVersionTable } from './policy-version-row.ts';
import { routeCalibrationTable, routeStateTable } from './routing-rows.ts';

/** One table for every noun that the control plane keeps. */
export const nounTables: { readonly [N in Noun]: NounTable<Nouns[N]> } = {
  cost_centre: costCentreTable,
  team: teamTable,
  person: personTable,
  project: projectTable,
  service_account: serviceAccountTable,
  use_case: useCaseTable,
  upstream: upstreamTable,
  model: modelTable,
  price: priceTable,
  calendar: calendarTable,
  envelope: envelopeTable,
  api_key: apiKeyTable,
  suspension: suspensionTable,
  policy_version: policyVersionTable,
  approval: approvalTable,
  exception: exceptionTable,
  envelope_transfer: envelopeTransferTable,
  allowance_rule: allowanceRuleTable,
  allowance_evaluation: allowanceEvaluationTable,
  detection_pattern: detectionPatternTable,
  detection_dictionary: detectionDictionaryTable,
  allow_entry: allowEntryTable,
  detector_setting: detectorSettingTable,
  detection_proposal: detectionProposalTable,
  legal_hold: legalHoldTable,
  content_access: contentAccessTable,
  retention_rule: retentionRuleTable,
  erasure: erasureTable,
  library_asset: assetTable,
  library_version: assetVersionTable,
  report: reportTable,
  route_state: routeStateTable,
  route_calibration: routeCalibrationTable,
  cache_purge: cachePurgeTable,
  workflow: workflowTable,
  workflow_approval: workflowApprovalTable,
  task_review: taskReviewTable,
  digest_choice: digestChoiceTable,
  score_formula: scoreFormulaTable,
  score_class: scoreClassTable,
  score_profile: scoreProfileTable,
  work_assignment: workAssignmentTable,
  breach: breachTable,
  adoption_check: adoptionCheckTable,
  score_contest: scoreContestTable,
  recognition_rule: recognitionRuleTable,
  recognition_month: recognitionMonthTable,
  recognition_choice: recognitionChoiceTable,
  private_scorecard: privateScorecardTable,
  export_permission: exportPermissionTable,
  similarity_rule: similarityRuleTable,
  merge_proposal: mergeProposalTable,
  outcome_type: outcomeTypeTable,
  source: sourceTable,
  outcome_validation: outcomeValidationTable,
  person_merge: personMergeTable,
  role_grant: roleGrantTable,
  programme: programmeTable,
  leaderboard: leaderboardTable,
  board_burst: boardBurstTable,
  handover: handoverTable,
  tour: tourTable,
  saved_view: savedViewTable,
};
