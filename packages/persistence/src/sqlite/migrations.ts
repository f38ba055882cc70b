/** One step of the store's format. A step that was released is never changed. */
export interface Migration {
  /** The format that it leads to: `PRAGMA user_version`. */
  readonly version: number;
  readonly sql: string;
}

/** Marks a database as an experiment store: `PRAGMA application_id`. */
export const APPLICATION_ID = 0x5c711a;

/**
 * `seal` is a checksum of its row. `content` is the sum of the seals of the rows that belong to a run, or to the experiment (plans, cells,
 * selections): none can get lost, or return as it once was, unnoticed. Times are milliseconds since the epoch, money is integer nano-USD.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
CREATE TABLE experiment (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  finalized_revision INTEGER REFERENCES plan,
  runs INTEGER NOT NULL,
  content INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
  revision INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  document TEXT NOT NULL,
  accepted_at_ms INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT;

CREATE TABLE cell (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  seal INTEGER NOT NULL
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  cell INTEGER NOT NULL REFERENCES cell,
  n INTEGER NOT NULL CHECK (n >= 1),
  state TEXT NOT NULL CHECK (state IN
    ('planned', 'workspace', 'buying', 'agent', 'captured', 'checked', 'judged', 'graded', 'missing')),
  version INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  grading INTEGER NOT NULL CHECK (grading >= 1),
  hold TEXT,
  missing TEXT CHECK ((missing IS NOT NULL) = (state = 'missing')),
  content INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  UNIQUE (cell, n)
) STRICT;

CREATE TABLE transition (
  run INTEGER NOT NULL REFERENCES run,
  op_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  fence INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  note TEXT,
  seal INTEGER NOT NULL,
  PRIMARY KEY (run, op_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER transition_is_never_changed BEFORE UPDATE ON transition
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER transition_is_never_removed BEFORE DELETE ON transition
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;

CREATE TABLE attempt (
  position INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run,
  attempt INTEGER NOT NULL,
  token TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  outcome TEXT,
  reason TEXT,
  exit_code INTEGER,
  signal TEXT,
  duration_ms REAL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  reasoning_tokens INTEGER,
  usage_known INTEGER,
  cost INTEGER CHECK (cost >= 0),
  cost_source TEXT,
  isolation TEXT,
  output_truncated INTEGER,
  capture TEXT,
  abandoned TEXT,
  seal INTEGER NOT NULL,
  UNIQUE (run, attempt)
) STRICT;

CREATE TABLE grading (
  run INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  grading INTEGER NOT NULL CHECK (grading >= 1),
  spec TEXT NOT NULL,
  checks TEXT NOT NULL,
  passed INTEGER,
  score REAL,
  grade TEXT,
  basis TEXT,
  seal INTEGER NOT NULL,
  PRIMARY KEY (run, attempt, grading),
  FOREIGN KEY (run, attempt) REFERENCES attempt (run, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifact (
  run INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  grading INTEGER NOT NULL CHECK (grading >= 0),
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  PRIMARY KEY (run, attempt, grading, name),
  FOREIGN KEY (run, attempt) REFERENCES attempt (run, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE spend (
  run INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  reason TEXT NOT NULL,
  cost INTEGER CHECK (cost >= 0),
  at_ms INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  PRIMARY KEY (run, attempt),
  FOREIGN KEY (run, attempt) REFERENCES attempt (run, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE selection (
  tier TEXT NOT NULL,
  agent TEXT NOT NULL,
  document TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  PRIMARY KEY (tier, agent)
) STRICT, WITHOUT ROWID;

CREATE TABLE park (
  key TEXT NOT NULL PRIMARY KEY,
  until_ms INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
];
