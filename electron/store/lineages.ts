/**
 * Versions and those that they go on from, near and far: what an ancestor has learned from, its
 * descendants have, too. Stands behind WITH RECURSIVE; a few rows a version.
 */
export const LINEAGES = `
  parents (version, parent) AS (
    SELECT version, parent FROM model_versions UNION ALL SELECT version, parent FROM training_runs
  ),
  lineages (version, ancestor) AS (
    SELECT version, parent FROM parents WHERE parent IS NOT NULL
    UNION SELECT lineages.version, parents.parent
    FROM lineages JOIN parents ON parents.version = lineages.ancestor
    WHERE parents.parent IS NOT NULL
  )
`;
