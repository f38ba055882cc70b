export type { Answer, Failure, Hang, Play, Script, ToolCall, Turn } from "./script.ts";
export { type LlmServer, type SeenRequest, startLlmServer } from "./server.ts";
