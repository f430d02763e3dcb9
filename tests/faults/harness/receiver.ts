/** A request to the receiver. */
export interface ReceivedDelivery {
  at: number;
  path: string;
  /** The id of the delivery: the same at each attempt. */
  id: string;
  event: string;
  generationId: string | undefined;
  body: string;
  headers: Record<string, string>;
  /** The status that was answered; 0 if it was not. */
  status: number;
}

/** A webhook receiver that logs each request. */
export interface HarnessReceiver {
  /** For OUTBOUND_ALLOW. */
  host: string;
  url(path: string): string;
  received: ReceivedDelivery[];
  /** The status of the next answers; undefined: none, until the client gives up. */
  answerWith(status: number | undefined): void;
  stop(): Promise<void>;
}

/** Starts a receiver on a free port. */
export function startHarnessReceiver(): HarnessReceiver {
  const received: ReceivedDelivery[] = [];
  let status: number | undefined = 200;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    async fetch(request) {
      const body = await request.text();
      const headers = Object.fromEntries(request.headers);
      const one: ReceivedDelivery = {
        at: performance.now(),
        path: new URL(request.url).pathname,
        id: headers["x-gptimg-delivery"] ?? "",
        event: headers["x-gptimg-event"] ?? "",
        generationId: findGeneration(body),
        ...{ body, headers, status: status ?? 0 },
      };
      received.push(one);
      if (status === undefined) await Bun.sleep(15_000);
      return new Response("received", { status: status ?? 500 });
    },
  });
  return {
    host: `127.0.0.1:${server.port}`,
    url: (path) => `http://127.0.0.1:${server.port}${path}`,
    received,
    answerWith: (next) => void (status = next),
    stop: () => server.stop(true),
  };
}

function findGeneration(body: string): string | undefined {
  // The body of every event of a generation has this form.
  const { data } = JSON.parse(body) as { data?: { generationId?: string } };
  return data?.generationId;
}
