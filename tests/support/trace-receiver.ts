/** A span as a collector receives it. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: Record<string, unknown>;
  /** 2 for an error. */
  status?: number;
}

/** A collector of traces (OTLP over HTTP, JSON). */
export interface TraceReceiver {
  url: string;
  spans: ReceivedSpan[];
  stop(): Promise<void>;
}

/** The parts of an export that tests read. */
interface Export {
  resourceSpans: {
    scopeSpans: {
      spans: (Omit<ReceivedSpan, "attributes" | "status"> & {
        attributes: { key: string; value: Record<string, unknown> }[];
        status: { code: number };
      })[];
    }[];
  }[];
}

/** Starts a collector. */
export function startTraceReceiver(): TraceReceiver {
  const spans: ReceivedSpan[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    routes: {
      "/v1/traces": {
        async POST(request) {
          // The exporter is the official one.
          const { resourceSpans } = (await request.json()) as Export;
          const received = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
          for (const each of received.flatMap(({ spans }) => spans)) {
            const pairs = each.attributes.map(({ key, value }) => [key, Object.values(value)[0]]);
            const attributes = Object.fromEntries(pairs);
            spans.push({ ...each, attributes, status: each.status.code });
          }
          return Response.json({});
        },
      },
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, spans, stop: () => server.stop(true) };
}
