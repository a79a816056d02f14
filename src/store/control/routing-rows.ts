import type { KeptCalibration, RouteState } from '../../domain/routing/route-state.ts';
import { nounTable } from './noun-table.ts';

type RouteStateRow = {
  readonly id: string;
  readonly use_case_id: string;
  readonly model_id: string;
  readonly state: RouteState['state'];
  readonly cause: RouteState['cause'];
  readonly reason: string;
  readonly changed_by: string;
  readonly tested_from: Date;
};

export const routeStateTable = nounTable<RouteState, RouteStateRow>({
  table: 'route_state',
  columns: ['id', 'use_case_id', 'model_id', 'state', 'cause', 'reason', 'changed_by', 'tested_from'],
  toRow: (route) => ({
    id: route.id,
    use_case_id: route.useCaseId,
    model_id: route.modelId,
    state: route.state,
    cause: route.cause,
    reason: route.reason,
    changed_by: route.changedBy,
    tested_from: new Date(route.testedFromMs),
  }),
  fromRow: (row) => ({
    id: row.id,
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    state: row.state,
    cause: row.cause,
    reason: row.reason,
    changedBy: row.changed_by,
    testedFromMs: row.tested_from.getTime(),
  }),
});

type RouteCalibrationRow = {
  readonly id: string;
  readonly use_case_id: string;
  readonly model_id: string;
  readonly version: number;
  readonly method: KeptCalibration['method'];
  readonly points: KeptCalibration['points'];
  readonly observations: number;
  readonly brier_raw: number;
  readonly brier_calibrated: number;
  readonly made_by: string;
  readonly status: KeptCalibration['status'];
};

export const routeCalibrationTable = nounTable<KeptCalibration, RouteCalibrationRow>({
  table: 'route_calibration',
  // biome-ignore format: one line is enough
  columns: ['id', 'use_case_id', 'model_id', 'version', 'method', 'points', 'observations', 'brier_raw', 'brier_calibrated', 'made_by', 'status'],
  toRow: (calibration) => ({
    id: calibration.id,
    use_case_id: calibration.useCaseId,
    model_id: calibration.modelId,
    version: calibration.version,
    method: calibration.method,
    points: JSON.stringify(calibration.points),
    observations: calibration.observations,
    brier_raw: calibration.brierRaw,
    brier_calibrated: calibration.brierCalibrated,
    made_by: calibration.madeBy,
    status: calibration.status,
  }),
  fromRow: (row) => ({
    id: row.id,
    useCaseId: row.use_case_id,
    modelId: row.model_id,
    version: row.version,
    method: row.method,
    points: row.points,
    observations: row.observations,
    brierRaw: row.brier_raw,
    brierCalibrated: row.brier_calibrated,
    madeBy: row.made_by,
    status: row.status,
  }),
});
