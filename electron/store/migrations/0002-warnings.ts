/** What lies over a photo that was assessed all the same, for example hair; words as in `reasons`. */
export const warnings = {
  version: 2,
  sql: `ALTER TABLE analyses ADD COLUMN warnings TEXT NOT NULL DEFAULT '';`,
} as const;
