/** How the process ends when an error of this class reaches the command line. */
export type ErrorExit = 2 | 5 | 70;

/** What a code stands for; `docs/errors.md` is made of these. */
export interface ErrorCodeEntry {
  readonly exit: ErrorExit;
  readonly meaning: string;
  /** What to do about it in general; the error itself says what to do about this one. */
  readonly advice: string;
  /** What a message of this code may look like. */
  readonly example: string;
}

/**
 * Every error code, with the exit code it leads to and what it means.
 * A code is never renamed or re-used: scripts match on it.
 */
export const ERROR_CODES = {
  USAGE: {
    exit: 2,
    meaning: "The command line can't be understood.",
    advice: "Look at the help of the command: `scylla COMMAND --help`.",
    example: '--until names no stage: "captur"',
  },
  NODE_TOO_OLD: {
    exit: 2,
    meaning: "The Node that runs the command is too old.",
    advice: "Install a newer Node, and make sure that it is the `node` on the PATH.",
    example: "this is Node 20.20.2, and Scylla needs 24.15.0 or newer",
  },
  CONFIG_SYNTAX: {
    exit: 2,
    meaning: "A file is not valid YAML.",
    advice: "Mend the line that is named; the cause may be in the line before.",
    example: "the file holds more than one document",
  },
  CONFIG_INVALID: {
    exit: 2,
    meaning: "A value has the wrong type or is out of range.",
    advice: "Write a value of the kind that the message names.",
    example: "`repeats` must be at least 1, not 0",
  },
  CONFIG_UNKNOWN_KEY: {
    exit: 2,
    meaning: "A key is not known; unknown keys are never ignored.",
    advice: "Mend its spelling, or remove it.",
    example: "`taks` is not a key of this file",
  },
  CONFIG_DUPLICATE_KEY: {
    exit: 2,
    meaning: "A key stands twice in one mapping.",
    advice: "Remove one of the two.",
    example: "`name` stands twice in one mapping",
  },
  CONFIG_ENCODING: {
    exit: 2,
    meaning: "A file is not UTF-8 text.",
    advice: "Save it as UTF-8, without a byte order mark.",
    example: "experiment.yaml is not UTF-8",
  },
  CONFIG_TOO_LARGE: {
    exit: 2,
    meaning: "A file is too large, or its aliases expand without bound.",
    advice: "Leave out what no agent reads; large data belongs in the task's repository.",
    example: "experiment.yaml is larger than 4 MiB",
  },
  CONFIG_VERSION: {
    exit: 2,
    meaning: "A file has a format version that this release can't read.",
    advice: "Write `version: 1`, or upgrade Scylla if the file was written for a newer release.",
    example: "format version 2 is not known",
  },
  FILE_MISSING: {
    exit: 2,
    meaning: "A file or directory that is named does not exist or can't be read.",
    advice: "Check the path; paths in a file are relative to that file.",
    example: "promt.md does not exist",
  },
  REFERENCE_MISSING: {
    exit: 2,
    meaning: "A block, skill, sub-agent, MCP server, tier or set-up that is named does not exist.",
    advice: "Mend the name, or add what it names.",
    example: "there is no block B01",
  },
  DUPLICATE_ID: {
    exit: 2,
    meaning: "Two things of one kind have the same id.",
    advice: "Rename one of the two.",
    example: "two checks have the id unit",
  },
  DUPLICATE_TREATMENT: {
    exit: 2,
    meaning: "Two set-ups of a tier give the agent exactly the same.",
    advice: "Change one of the two, or remove it: comparing them would measure nothing.",
    example: "T0/01-rule gives the agent toy exactly what T0/00-plain gives it",
  },
  RESOURCE_CONFLICT: {
    exit: 2,
    meaning: "Set-ups that are merged hold different things under one name.",
    advice: "Give one of them another name.",
    example: "two set-ups that are merged hold different versions of the skill write-tests",
  },
  TIER_CYCLE: {
    exit: 2,
    meaning: "Tiers depend on each other in a circle.",
    advice: "Remove one of the dependencies from `ladder.yaml`.",
    example: "tiers depend on each other in a circle: T0 -> T1 -> T0",
  },
  PATH_ESCAPE: {
    exit: 2,
    meaning: "A path leads out of the directory that it must stay in.",
    advice: "Write a path below that directory; replace a link by a copy of what it leads to.",
    example: "the pattern ../x leads out of the repository",
  },
  TASK_UNGRADED: {
    exit: 2,
    meaning: "A task has neither a check nor a rubric.",
    advice: "Add `checks` with a command that exits with 0 when the work is right.",
    example: "task slugify has neither checks nor a rubric",
  },
  ENV_FORBIDDEN: {
    exit: 2,
    meaning: "An environment variable that may hold a provider key was to be given to an agent.",
    advice: "Remove its name from `env`.",
    example: "GITHUB_TOKEN may not be given to an agent: its name says that it holds a secret",
  },
  UNSUPPORTED: {
    exit: 2,
    meaning: "The experiment asks for something that the composed runner can't do.",
    advice: "Remove what is asked for, or compose a runner with the part that does it.",
    example: "task slugify has a rubric, and this runner has no judge",
  },
  SANDBOX_UNAVAILABLE: {
    exit: 2,
    meaning: "The sandbox that is asked for doesn't work on this machine.",
    advice: "Do what the error says, or write `sandbox: none` to run without one; `scylla doctor` says which work.",
    example: "the sandbox bwrap can't be used here: bubblewrap is not installed",
  },
  AGENT_MISSING: {
    exit: 2,
    meaning: "A coding agent is not installed, or does not say its version.",
    advice: "Install it, and make sure that its command is on the PATH.",
    example: "claude can't be started: ENOENT",
  },
  PROMPT_TOO_LONG: {
    exit: 2,
    meaning: "A text is longer than what an agent can be given.",
    advice: "Shorten it, or put the long part into a file of the repository.",
    example: "The prompt has 140000 bytes, and an argument takes at most 131071",
  },
  PLAN_EMPTY: {
    exit: 2,
    meaning: "Nothing is left to run after filters.",
    advice: "Loosen the filters, or add set-ups.",
    example: "there is nothing to run",
  },
  PLAN_REFUSED: {
    exit: 2,
    meaning: "The plan contradicts what the experiment directory already holds.",
    advice: "Name another directory with `--out`, or start over with `--fresh`, which keeps the old one.",
    example: 'this directory holds the experiment "small", not "other"',
  },
  INHERITANCE_UNAVAILABLE: {
    exit: 2,
    meaning: "A tier inherits from tiers that are neither run nor settled.",
    advice: "Run the tiers that it inherits from too, or first.",
    example: "T5/00-best inherits from T0, T1, which would not be run",
  },
  REPO_UNREACHABLE: {
    exit: 2,
    meaning: "A task's repository can't be read.",
    advice: "Check the path or address in the task's `repo`, and that you may read it.",
    example: "the repository ../repository can't be read: it does not exist",
  },
  COMMIT_MISSING: {
    exit: 2,
    meaning: "A task's commit is not in its repository.",
    advice: "Check `repo.commit`: it must be reachable from a branch or tag of that repository.",
    example: "commit 4f1c0de4f1c0de4f1c0de4f1c0de4f1c0de4f1c0 can't be had from ../repo.bundle: it is not in it",
  },
  SETUP_FAILED: {
    exit: 2,
    meaning: "A task's set-up command failed.",
    advice: "Make it work in a fresh checkout of the task's commit.",
    example: "the set-up command `npm ci` ended with 1",
  },
  STORE_LOCKED: {
    exit: 2,
    meaning: "Another process is running this experiment.",
    advice: "Wait until it ends, or stop it; `scylla status` and `scylla report` work meanwhile.",
    example: "another process (4711) is running the experiment in .scylla/quickstart",
  },
  STORE_MISSING: {
    exit: 2,
    meaning: "There is no experiment in this directory.",
    advice: "Name the directory that `scylla run` prints at its end.",
    example: "there is no experiment in ladder",
  },
  STORE_DAMAGED: {
    exit: 2,
    meaning: "The store can't be read; nothing was changed.",
    advice: "Restore the experiment directory from a copy, or start over with `--fresh`, which keeps this one.",
    example: "the store .scylla/quickstart/store.db is damaged: it has only 0 bytes",
  },
  STORE_NEWER: {
    exit: 2,
    meaning: "The store was written by a newer release.",
    advice: "Upgrade `@scylla/cli`, or whatever package opens it.",
    example: "store.db was written by a newer release: its format is 9, this release knows 1",
  },
  STORE_UNSUPPORTED: {
    exit: 2,
    meaning: "This SQLite or file system can't hold a store safely.",
    advice: "Use the Node that is asked for, and keep experiments on a local disk.",
    example: "/mnt/share/exp lies on a network file system (NFS), whose locks can't be relied on",
  },
  STORE_FENCED: {
    exit: 70,
    meaning: "A write came from a claim that is no longer the current one.",
    advice: "Report it; running the same command again is safe.",
    example: "run 7 is in captured under claim 3; a step from agent under claim 2 came too late",
  },
  STORE_IO: {
    exit: 5,
    meaning: "The store could not be written.",
    advice:
      "Check the disk and the permissions of the directory, then run the same command again: what is stored is kept.",
    example: "a store can't be kept in /read-only: EROFS: read-only file system",
  },
  DISK_FULL: {
    exit: 5,
    meaning: "The disk is full.",
    advice: "Make room, then run the same command again: what is stored is kept.",
    example: "the store .scylla/quickstart/store.db can't be made: database or disk is full",
  },
  OBJECT_MISSING: {
    exit: 2,
    meaning: "A stored artefact is not there.",
    advice: "Restore the experiment directory from a copy; nothing else of it is affected.",
    example: "the stored object 9f86d081... is not there",
  },
  OBJECT_DAMAGED: {
    exit: 2,
    meaning: "A stored artefact does not match its digest.",
    advice: "Restore the experiment directory from a copy; nothing else of it is affected.",
    example: "the stored object 9f86d081... is not what was stored",
  },
  ARCHIVE_INVALID: {
    exit: 2,
    meaning: "A file is not an archive of an experiment, or not all of one.",
    advice: "Get the archive again from where it was exported; nothing was imported.",
    example: "the archive is not whole: it ends too early",
  },
  ARCHIVE_NEWER: {
    exit: 2,
    meaning: "An archive was written by a newer release.",
    advice: "Upgrade `@scylla/cli`, or whatever package imports it.",
    example: "the archive was written by a newer release: its format is archive/2, this release knows archive/1",
  },
  PORT_MISMATCH: {
    exit: 2,
    meaning: "Two packages speak different versions of an interface.",
    advice: "Upgrade the older of the two.",
    example: "the part `store` implements run-store/1, but run-store/2 is needed",
  },
  PROCESS_NOT_STARTED: {
    exit: 5,
    meaning: "A program could not be started.",
    advice: "Install it or mend its path, then run the same command again: no agent is bought again.",
    example: "check unit could not be run: could not be started: spawn pytest ENOENT (ENOENT)",
  },
  AGENT_LOST: {
    exit: 5,
    meaning: "An agent was ended by something outside of the experiment.",
    advice: "Look for what kills processes, such as a memory limit, then run the same command again.",
    example: "the agent was killed by SIGKILL",
  },
  WORKSPACE_FAILED: {
    exit: 5,
    meaning: "A workspace could not be made, read or removed.",
    advice: "Look at the directory that is named, then run the same command again.",
    example: "/var/tmp/scylla-1000/runs/7-1 can't be removed: permission denied",
  },
  WORKSPACE_LOST: {
    exit: 5,
    meaning: "The workspace of an unfinished attempt is gone.",
    advice: "Leave the work directory alone while an experiment is unfinished; the agent is bought again.",
    example: "workspace 7-1 is gone before its changes were captured",
  },
  WORK_ROOT_UNSAFE: {
    exit: 2,
    meaning: "Workspaces would stand where agents see files that are not theirs.",
    advice: "Set `SCYLLA_WORK_DIR` to a directory of your own, outside of every repository.",
    example: "workspaces can't be made in work: agents in it would find /home/ada/project/.git",
  },
  GIT_MISSING: {
    exit: 2,
    meaning: "git is not installed or too old.",
    advice: "Install git 2.31 or newer, and make sure that it is on the PATH.",
    example: "git can't be started",
  },
  GIT_FAILED: {
    exit: 5,
    meaning: "A git command failed.",
    advice: "Read what git says, then run the same command again.",
    example: "git checkout failed: invalid path",
  },
  KEY_MISSING: {
    exit: 2,
    meaning: "The key of a model provider is not there, or can't be used as one.",
    advice: "Set the environment variable, or mend the file or command, that the message names.",
    example: "the key of anthropic is not there: the environment variable ANTHROPIC_API_KEY is not set",
  },
  KEY_REFUSED: {
    exit: 2,
    meaning: "A model provider does not take the key that it is given.",
    advice: "Put the right key where the message says that it comes from. Nothing was started.",
    example: "anthropic does not take the key that the gateway has for it",
  },
  GATEWAY_FAILED: {
    exit: 5,
    meaning: "The gateway to the model providers can't listen where it should.",
    advice: "Let it choose a free port, or remove what stands at the path that is named.",
    example: "the gateway can't listen on port 8080: it is in use",
  },
  RECORDING_DAMAGED: {
    exit: 2,
    meaning: "A recording of model calls can't be read.",
    advice: "Restore the file from a copy, or record it again.",
    example: "exchanges.jsonl:3 is not a recorded exchange",
  },
  INTERRUPTED: {
    exit: 5,
    meaning: "Stopped before the end, on request.",
    advice: "Run the same command again: what was finished is kept.",
    example: "the task's set-up was interrupted",
  },
  INTERNAL: {
    exit: 70,
    meaning: "A defect of Scylla itself.",
    advice: "Report it with the lines that are printed; running the same command again is safe.",
    example: "nothing was loaded, and no reason was reported",
  },
} as const satisfies Record<string, ErrorCodeEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;
