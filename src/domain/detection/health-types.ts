import type { DataClass } from './data-class.ts';
import type { FindingType } from './finding-types.ts';

const WITHOUT_PATIENT = 'Describe the case without what says who the patient is.';

function row(type: string, word: string, dataClass: DataClass = 'restricted'): FindingType {
  return { type, group: 'health', dataClass, word, instead: WITHOUT_PATIENT };
}

/** Numbers of patients, of insured people and of what they suffer from. */
export const HEALTH_TYPES: readonly FindingType[] = [
  row('medical_record', "the number of a patient's record"),
  row('health_insurance', 'a health insurance number'),
  row('de_health_insurance', 'a German health insurance number'),
  row('uk_nhs_number', 'an NHS number'),
  row('us_medicare', 'a US Medicare number'),
  row('au_medicare', 'an Australian Medicare number'),
  row('ca_health_card', 'a Canadian health card number'),
  row('nz_nhi', 'a New Zealand NHI number'),
  row('us_npi', 'a US provider number (NPI)', 'internal'),
  row('us_dea', 'a US DEA number', 'confidential'),
  row('diagnosis_code', 'the code of a diagnosis', 'confidential'),
  row('prescription_number', 'the number of a prescription'),
];
