import { jsonLines } from "./json-lines.ts";

/** What is done with events, by their `type`. */
export type EventHandlers = Readonly<Record<string, (event: object) => void>>;

/** Lines of JSON, each an event with a `type`; types without a handler are passed over. */
export function eventLines(handlers: EventHandlers): ReturnType<typeof jsonLines> {
  return jsonLines((object) => {
    const type = "type" in object && typeof object.type === "string" ? object.type : "";
    if (Object.hasOwn(handlers, type)) handlers[type]?.(object);
  });
}
