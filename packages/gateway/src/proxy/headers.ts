import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** They speak of one connection, not of the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Set anew, since the body is sent whole and uncompressed answers are the ones that can be read as they pass. */
const RENEWED = ["host", "content-length", "expect", "accept-encoding"];

/** Who the agent says that it is, or was sent by. */
const IDENTITIES = [
  "cookie",
  "forwarded",
  "via",
  "x-real-ip",
  "openai-organization",
  "openai-project",
  "x-goog-user-project",
];

/** Where keys are sent. An agent has none of the operator's; what it sends is a placeholder. */
const KEYS = [
  "authorization",
  "x-api-key",
  "x-goog-api-key",
  "api-key",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-content-sha256",
];

/** Who the operator is, and cookies that would tie runs together. */
const OPERATOR = ["set-cookie", "anthropic-organization-id", "openai-organization", "openai-project", "alt-svc"];

const NOT_REQUESTED = new Set([...HOP_BY_HOP, ...RENEWED, ...IDENTITIES]);
const NOT_ANSWERED = new Set([...HOP_BY_HOP, ...OPERATOR]);
const KEY_NAMES = new Set(KEYS);

/** Names that `Connection` lists are hop-by-hop too. */
function listed(headers: IncomingHttpHeaders): ReadonlySet<string> {
  return new Set((headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
}

/** `[name, value, name, value]` as node gives them, so that repeated headers stay repeated. */
function* pairs(raw: readonly string[]): Generator<readonly [name: string, value: string]> {
  for (let i = 0; i + 1 < raw.length; i += 2) yield [String(raw[i]).toLowerCase(), String(raw[i + 1])];
}

function collect(raw: readonly string[], keep: (name: string) => boolean): OutgoingHttpHeaders {
  const kept: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of pairs(raw)) {
    if (!keep(name)) continue;
    const before = kept[name];
    kept[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return kept;
}

interface Message {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
}

/** What of the agent's headers reaches the provider. */
export function requestHeaders(message: Message, ownLogin: boolean): OutgoingHttpHeaders {
  const hop = listed(message.headers);
  return collect(
    message.rawHeaders,
    (name) =>
      !NOT_REQUESTED.has(name) &&
      !hop.has(name) &&
      !name.startsWith("x-forwarded-") &&
      (ownLogin || !KEY_NAMES.has(name)),
  );
}

/** What of the provider's headers reaches the agent. */
export function responseHeaders(message: Message): OutgoingHttpHeaders {
  const hop = listed(message.headers);
  return collect(message.rawHeaders, (name) => !NOT_ANSWERED.has(name) && !hop.has(name));
}

/** What of the agent's headers reaches a host beside the providers: its own login there is its own affair. */
export function forwardedHeaders(message: Message): OutgoingHttpHeaders {
  const hop = listed(message.headers);
  const length = message.headers["content-length"];
  const kept = collect(
    message.rawHeaders,
    (name) => !HOP_BY_HOP.includes(name) && !RENEWED.includes(name) && !hop.has(name),
  );
  return length === undefined ? kept : { ...kept, "content-length": length };
}
