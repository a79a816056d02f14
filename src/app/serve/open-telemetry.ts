import type { CallMetrics } from '../../connectors/telemetry/call-metrics.ts';
import type { TraceExporter } from '../../connectors/telemetry/trace-exporter.ts';
import type { CallTelemetry } from '../../ports/call-telemetry.ts';
import type { ServerSettings } from '../settings/server-settings.ts';

export type OpenedTelemetry = CallTelemetry & { readonly close: () => Promise<void> };

type TelemetryOf = { readonly gatewayId: string; readonly version: string; readonly metrics: CallMetrics };

/** Metrics always; traces where a collector is configured. */
export async function openTelemetry(settings: ServerSettings['telemetry'], of: TelemetryOf): Promise<OpenedTelemetry> {
  const { metrics } = of;
  const traces = await openTraces(settings, of);
  return {
    settled: (record, span) => {
      metrics.observe(record);
      traces?.settled(record, span);
    },
    turnedAway: metrics.turnedAway,
    close: async () => traces?.close(),
  };
}

/** The tracing library is loaded only where it is used: it is a tenth of what an idle server keeps in memory. */
async function openTraces(settings: ServerSettings['telemetry'], of: TelemetryOf): Promise<TraceExporter | null> {
  const { otlpEndpoint, traceSampleRatio } = settings;
  if (otlpEndpoint === null) return null;
  const { createOtlpExporter, createTraceExporter } = await import('../../connectors/telemetry/trace-exporter.ts');
  const { gatewayId, version } = of;
  return createTraceExporter({
    version,
    gatewayId,
    sampleRatio: traceSampleRatio,
    exporter: createOtlpExporter(otlpEndpoint),
  });
}
