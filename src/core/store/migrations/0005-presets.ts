import { defineMigration } from './migration';

/** Settings of runs that people saved under a name. */
export const presets = defineMigration({
  id: '0005-presets',
  sql: `
    CREATE TABLE presets (
      name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
      settings TEXT NOT NULL CHECK (json_valid(settings) AND length(settings) <= 10000)
    ) STRICT, WITHOUT ROWID;
  `,
});
