import type { AdmittedCall } from './call-record.ts';

/** What a record says of inspection. */
export type InspectionFields = Pick<
  AdmittedCall,
  | 'dataClass'
  | 'declaredDataClass'
  | 'findings'
  | 'findingsDigest'
  | 'obligations'
  | 'inspectionFailures'
  | 'shadowDecision'
  | 'repeatOf'
  | 'mediaKinds'
  | 'templateApproved'
  | 'exceptionIds'
>;

/** The same of a call that was turned away before it was inspected, or was recorded before calls were. */
export const NOT_INSPECTED: InspectionFields = {
  dataClass: null,
  declaredDataClass: null,
  findings: {},
  findingsDigest: null,
  obligations: [],
  inspectionFailures: [],
  shadowDecision: null,
  repeatOf: null,
  mediaKinds: [],
  templateApproved: null,
  exceptionIds: [],
};
