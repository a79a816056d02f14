import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';

export type CollectedSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** Plain values by name. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

export type OtlpCollector = {
  /** For `server.telemetry.otlpEndpoint`. */
  readonly endpoint: string;
  /** What came, as it came. */
  readonly bodies: readonly string[];
  readonly spans: () => readonly CollectedSpan[];
};

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> };
type Exported = {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, 'attributes'> & { readonly attributes: readonly Attribute[] })[];
    }[];
  }[];
};

/** What a collector of OpenTelemetry traces is to a gateway: takes OTLP over HTTP in JSON and says yes. */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, bodies, spans: () => bodies.flatMap(readSpans) };
}

function readSpans(body: string): readonly CollectedSpan[] {
  const exported: Exported = JSON.parse(body);
  const spans = exported.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  return spans.map((span) => ({
    ...span,
    attributes: Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
  }));
}
