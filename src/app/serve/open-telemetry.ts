import type { CallMetrics } from '../../connectors/telemetry/call-metrics.ts';
import { createOtlpExporter, createTraceExporter } from '../../connectors/telemetry/trace-exporter.ts';
import type { CallTelemetry } from '../../ports/call-telemetry.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

export type OpenedTelemetry = CallTelemetry & { readonly close: () => Promise<void> };

/** Metrics always; traces where a collector is configured. */
export function openTelemetry(
  settings: ServerSettings['telemetry'],
  of: { readonly gatewayId: string; readonly version: string; readonly metrics: CallMetrics },
): OpenedTelemetry {
  const { metrics, gatewayId, version } = of;
  const traces =
    settings.otlpEndpoint === null
      ? null
      : createTraceExporter({
          version,
          gatewayId,
          sampleRatio: settings.traceSampleRatio,
          exporter: createOtlpExporter(settings.otlpEndpoint),
        });
  return {
    settled: (record, span) => {
      metrics.observe(record);
      traces?.settled(record, span);
    },
    turnedAway: metrics.turnedAway,
    close: async () => traces?.close(),
  };
}
