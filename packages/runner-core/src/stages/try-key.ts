import { type GatewayRoute, ScyllaError } from "@scylla/contracts";

const TIME_LIMIT_MS = 10_000;

/**
 * Asks a provider for its list of models, which costs nothing: agents repeat a call with a refused key until their time is up, and
 * then fail one by one. Any other answer, or none, says nothing about the key.
 * @throws {ScyllaError} `KEY_REFUSED`.
 */
export async function tryKey(route: GatewayRoute, provider: string): Promise<void> {
  const status = await fetch(`${route.baseUrl(provider)}/v1/models`, {
    headers: { "anthropic-version": "2023-06-01" },
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.status;
    },
    () => null,
  );
  if (status !== 401) return;
  throw new ScyllaError("KEY_REFUSED", `${provider} does not take the key that the gateway has for it`, {
    hint: "Look where its key comes from: `providers` in the experiment, or else the usual environment variable.",
  });
}
