/** One step of the store's schema; once released it never changes. */
export type Migration = {
  /** File name without ending: `0001-first-tables`; its number is the schema version it makes. */
  id: string;
  /** Statements, run in one transaction together with the new version. */
  sql: string;
};

/** Checks a migration's name; throws on a name without a number. */
export function defineMigration(migration: Migration): Migration {
  if (!/^\d{4}-[a-z0-9-]+$/.test(migration.id))
    throw new Error(`A migration cannot be named "${migration.id}".`);
  return migration;
}
