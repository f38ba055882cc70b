/** The commands in the order in which an experiment meets them. */
export const COMMANDS = [
  "init",
  "validate",
  "plan",
  "doctor",
  "list",
  "demo",
  "run",
  "resume",
  "status",
  "report",
  "rerun",
  "explain",
  "export",
  "import",
  "gc",
  "completion",
] as const;
