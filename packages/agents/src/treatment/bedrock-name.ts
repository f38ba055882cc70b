const MAKERS = "ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|writer";
const NAME = new RegExp(`^(?:[a-z-]+\\.)?(?:${MAKERS})\\.(.+?)(?:-v\\d+(?::\\d+)?)?$`);

/** `us.anthropic.claude-sonnet-4-5-20250929-v1:0` is Bedrock's name of `claude-sonnet-4-5-20250929`. Null: not a name of that kind. */
export function bedrockModel(name: string): string | null {
  return NAME.exec(name)?.[1] ?? null;
}
