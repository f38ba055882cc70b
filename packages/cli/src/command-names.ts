/** The commands in the order in which an experiment meets them. */
export const COMMANDS = ["validate", "demo", "run", "resume", "status", "report"] as const;
