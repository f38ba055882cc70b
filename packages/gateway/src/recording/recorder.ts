import type { Secrets } from "../keys/secrets.ts";
import { type Exchange, type RecordedBody, recordedBody, recordingHead } from "./exchange.ts";
import { outOfPlaces, type Places } from "./places.ts";
import type { RecordingSink } from "./sink.ts";

/** What is recorded, before anything that must not be is taken out. */
interface Seen extends Omit<Exchange, "request" | "response"> {
  readonly request: Omit<Exchange["request"], "body" | "headers"> & {
    readonly headers: HeaderValues;
    readonly body: Buffer;
  };
  readonly response: { readonly status: number; readonly headers: HeaderValues; readonly body: Buffer } | null;
}

type HeaderValues = Readonly<Record<string, number | string | readonly string[] | undefined>>;

export interface Recorder {
  add(seen: Seen): void;
  /** Why the recording is not whole; null when it is. */
  error(): string | null;
  close(): Promise<void>;
}

/** Of all headers only these are recorded: what a client or a rate gate reads. */
const RECORDED =
  /^(?:content-type|x-amzn-errortype|retry-after(?:-ms)?|anthropic-(?:version|beta|ratelimit-.*)|openai-beta|x-ratelimit-.*|x-should-retry)$/;

function recordedHeaders(headers: HeaderValues): Exchange["request"]["headers"] {
  const kept = Object.entries(headers).filter(([name, value]) => RECORDED.test(name) && value !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, Array.isArray(value) ? [...value] : String(value)]));
}

/** Records without holding up what is recorded: a sink that fails is told at the end, and fails no call. */
export function recorder(sink: RecordingSink, secrets: Secrets, places: Places): Recorder {
  let failure: string | null = null;
  let queue = write(recordingHead());

  function write(line: string): Promise<void> {
    return sink.write(line).catch((error: unknown) => {
      failure ??= error instanceof Error ? error.message : String(error);
    });
  }
  const body = (bytes: Buffer, headers: HeaderValues): RecordedBody =>
    recordedBody(bytes, String(headers["content-type"] ?? ""), (text) => outOfPlaces(secrets.redact(text), places));

  return {
    add: ({ request, response, ...rest }) => {
      const exchange: Exchange = {
        ...rest,
        request: { ...request, headers: recordedHeaders(request.headers), body: body(request.body, request.headers) },
        response: response && {
          ...response,
          headers: recordedHeaders(response.headers),
          body: body(response.body, response.headers),
        },
      };
      queue = queue.then(() => (failure === null ? write(`${JSON.stringify(exchange)}\n`) : undefined));
    },
    error: () => failure,
    close: async () => {
      await queue;
      await sink.close().catch((error: unknown) => {
        failure ??= error instanceof Error ? error.message : String(error);
      });
    },
  };
}
