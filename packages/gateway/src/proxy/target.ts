import { BEDROCK_MODEL } from "../dialects/bedrock-model.ts";

/** Where a request wants to go, below its route. */
export interface Target {
  /** Null: on a socket that belongs to one route. */
  readonly token: string | null;
  readonly provider: string;
  /** As the client of that provider wrote it, from its first `/`. */
  readonly path: string;
  readonly query: string;
}

/** Characters of a path that mean the same to everyone on the way; no empty or dotted segments. */
const SEGMENT = /^(?!\.{1,2}$)[A-Za-z0-9._~!$&'()*+,;=:@-]+$/;
/** The one place for escapes, behind these. */
const ESCAPED_MODEL = new RegExp(`^${BEDROCK_MODEL}$`);
const BEFORE_MODELS = new Set(["model", "inference-profiles", "foundation-models"]);
const QUERY = /^[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*$/;

/** Parameters that carry keys. */
const KEYS = new Set(["key", "access_token", "api_key", "api-key", "apikey"]);

function withoutKeys(query: string): string {
  return query
    .split("&")
    .filter((part) => !KEYS.has(decodeName(part.split("=")[0] ?? "")))
    .join("&");
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name).toLowerCase();
  } catch {
    return name.toLowerCase();
  }
}

/** Null: not a path that any client of a provider would ask for. */
export function parseTarget(url: string, hasToken: boolean): Target | null {
  const [path = "", query = "", ...rest] = url.split("?");
  if (!path.startsWith("/") || rest.length > 0 || !QUERY.test(query) || url.length > 8192) return null;
  const segments = path.slice(1).split("/");
  const isPlain = (segment: string, i: number): boolean =>
    SEGMENT.test(segment) || (BEFORE_MODELS.has(segments[i - 1] ?? "") && ESCAPED_MODEL.test(segment));
  if (!segments.every(isPlain)) return null;
  const [token, provider, ...below] = hasToken ? segments : ["", ...segments];
  if (token === undefined || provider === undefined || below.length === 0) return null;
  return { token: hasToken ? token : null, provider, path: `/${below.join("/")}`, query: withoutKeys(query) };
}
