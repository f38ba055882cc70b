import type { AwsCredentialSource } from "./aws/credentials.ts";
import type { KeyScheme, ProviderOptions } from "./provider-options.ts";

type Preset = Partial<ProviderOptions>;

/** The key is in `ANTHROPIC_API_KEY` unless the options say otherwise. */
export const anthropic = (options: Preset = {}): ProviderOptions =>
  preset("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "x-api-key", options);

/** The key is in `OPENAI_API_KEY` unless the options say otherwise. */
export const openai = (options: Preset = {}): ProviderOptions =>
  preset("openai", "https://api.openai.com", "OPENAI_API_KEY", "bearer", options);

/** The key is in `GEMINI_API_KEY` unless the options say otherwise. */
export const gemini = (options: Preset = {}): ProviderOptions =>
  preset("gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY", "x-goog-api-key", options);

function preset(id: string, baseUrl: string, variable: string, scheme: KeyScheme, options: Preset): ProviderOptions {
  return { id, baseUrl, key: { env: variable }, scheme, ...said(options) };
}

/** One's login is in the variables of AWS unless `key`, a Bedrock API key, or `credentials` say otherwise. */
export function bedrock({ region, ...options }: { readonly region: string } & Preset): ProviderOptions {
  const login: { credentials?: AwsCredentialSource } = options.key ? {} : { credentials: "environment" };
  return {
    id: "bedrock",
    baseUrl: `https://bedrock-runtime.${region}.amazonaws.com`,
    cloud: { kind: "bedrock", region },
    ...login,
    ...said(options),
  };
}

/** The token is what `gcloud auth print-access-token` prints unless the options say otherwise. */
export function vertex({ region, project, ...options }: VertexOptions): ProviderOptions {
  return {
    id: "vertex",
    baseUrl: `https://${region === "global" ? "" : `${region}-`}aiplatform.googleapis.com`,
    cloud: { kind: "vertex", region, project },
    key: { command: ["gcloud", "auth", "print-access-token"], everyMs: TOKEN_MS },
    scheme: "bearer",
    ...said(options),
  };
}

type VertexOptions = { readonly region: string; readonly project: string } & Preset;

/** A token is good for an hour, and gcloud prints one again until shortly before its end. */
const TOKEN_MS = 4 * 60_000;

/** An option that is undefined is as good as absent. */
function said(options: Preset): Preset {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
