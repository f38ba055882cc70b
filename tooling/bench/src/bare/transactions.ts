import { DatabaseSync } from "node:sqlite";

export interface BareDatabase {
  /** One durable transaction: a changed row and a line of the log. */
  step(run: number, state: string): void;
  close(): void;
}

/** SQLite with the same durability, and the least that could carry an experiment on. */
export function bareDatabase(file: string, runs: number): BareDatabase {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE run (id INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
    CREATE TABLE log (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    BEGIN;
  `);
  const insert = database.prepare("INSERT INTO run (id, state) VALUES (?, 'planned')");
  for (let id = 1; id <= runs; id++) insert.run(id);
  database.exec("COMMIT");
  const update = database.prepare("UPDATE run SET state = ? WHERE id = ?");
  const log = database.prepare("INSERT INTO log (run, state, at) VALUES (?, ?, ?)");
  return {
    step: (run, state) => {
      database.exec("BEGIN IMMEDIATE");
      update.run(state, run);
      log.run(run, state, Date.now());
      database.exec("COMMIT");
    },
    close: () => database.close(),
  };
}
