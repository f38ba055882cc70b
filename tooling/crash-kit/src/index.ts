export { scyllaCommand } from "./scylla-command.ts";
export { requireStrace } from "./strace/require-strace.ts";
export { recordCommand } from "./strace/strace-command.ts";
export { DURABLE_SYSCALLS, parseTrace, type TracedCall } from "./strace/traced-call.ts";
