import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { name as program, version } from "../../package.json";
import type { Log } from "../foundation/log.ts";

/** A span of a trace. Its attributes are named as in the semantic conventions of OpenTelemetry. */
export interface TraceSpan {
  /** The value of the header with which another service or job continues the trace. */
  traceparent: string;
  set(attributes: Attributes): void;
  /** Ends the span. `error`: the type of its failure, with few different values. */
  end(error?: string): void;
}

/** Records spans and sends them to a collector. Recording never waits for the collector. */
export interface Tracing {
  /** Starts a span. Without a valid `parent` (a traceparent), it begins a trace. */
  start(name: string, kind: keyof typeof SpanKind, options: SpanStart): TraceSpan;
  /** Sends the spans that have ended, for two seconds at most. Never rejects. */
  close(): Promise<void>;
}

interface SpanStart {
  parent?: string | null | undefined;
  attributes: Attributes;
}

// About 2 MB. Spans that do not fit are dropped.
const MAX_QUEUED = 2048;
const EXPORT_INTERVAL_MS = 1_000;
const EXPORT_TIMEOUT_MS = 3_000;
const CLOSE_TIMEOUT_MS = 2_000;
const WARN_INTERVAL_MS = 60_000;

/** Starts the tracing of a process, which sends its spans to an endpoint (OTLP over HTTP). */
export function startTracing(endpoint: string, log: Log): Tracing {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": program, "service.version": version }),
    spanProcessors: [
      new BatchSpanProcessor(withWarnings(exporter, log), {
        maxQueueSize: MAX_QUEUED,
        scheduledDelayMillis: EXPORT_INTERVAL_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer(program, version);
  return {
    start(name, kind, { parent, attributes }) {
      const remote = parseTraceparent(parent);
      const context =
        remote === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, remote);
      return toTraceSpan(tracer.startSpan(name, { kind: SpanKind[kind], attributes }, context));
    },
    async close() {
      const closed = provider.shutdown().catch(() => undefined);
      await Promise.race([closed, Bun.sleep(CLOSE_TIMEOUT_MS)]);
    },
  };
}

// A collector that is down is logged once a minute.
function withWarnings(exporter: OTLPTraceExporter, log: Log): SpanExporter {
  let warnedAt = -Infinity;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const now = performance.now();
        if (result.error !== undefined && now - warnedAt > WARN_INTERVAL_MS) {
          warnedAt = now;
          log.warn("trace_export_failed", { spans: spans.length, cause: result.error });
        }
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

function toTraceSpan(span: Span): TraceSpan {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
    set: (attributes) => void span.setAttributes(attributes),
    end(error) {
      if (error !== undefined) {
        span.setAttribute("error.type", error);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

/** Parses a traceparent header (W3C Trace Context). Undefined if it is invalid. */
function parseTraceparent(header: string | null | undefined): SpanContext | undefined {
  const [, version = "", traceId = "", spanId = "", flags = ""] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(header ?? "") ?? [];
  const isValid = version !== "ff" && /[^0]/.test(traceId) && /[^0]/.test(spanId);
  if (!isValid) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
