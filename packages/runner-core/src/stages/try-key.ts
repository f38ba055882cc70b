import { type GatewayRoute, ScyllaError } from "@scylla/contracts";

const TIME_LIMIT_MS = 10_000;

/**
 * Asks a provider for its list of models, which costs nothing: agents repeat a call with a refused key until their time is up, and
 * then fail one by one. Any other answer, or none, says nothing about the key.
 * @throws {ScyllaError} `KEY_REFUSED`.
 */
export async function tryKey(route: Pick<GatewayRoute, "baseUrl">, provider: string): Promise<void> {
  const refused = await fetch(`${route.baseUrl(provider)}/v1/models`, {
    headers: { "anthropic-version": "2023-06-01" },
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).then(isRefusal, () => false);
  if (!refused) return;
  throw new ScyllaError("KEY_REFUSED", `${provider} does not take the key that the gateway has for it`, {
    hint: "Look where its key comes from: `providers` in the experiment, or else the usual environment variable.",
  });
}

/** Gemini answers 400 to a wrong key, as to much else: only the reason in its error tells. */
async function isRefusal(answer: Response): Promise<boolean> {
  if (answer.status === 400) return reasonsOf(await answer.json().catch(() => null)).includes("API_KEY_INVALID");
  await answer.body?.cancel();
  return answer.status === 401;
}

function reasonsOf(body: unknown): readonly unknown[] {
  const error = memberOf(body, "error");
  const details = memberOf(error, "details");
  return Array.isArray(details) ? details.map((detail) => memberOf(detail, "reason")) : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
