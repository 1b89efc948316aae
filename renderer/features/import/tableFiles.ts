/** How names of tables end. */
export const TABLE_ENDINGS = [".csv", ".tsv", ".txt"] as const;

/** True where a file's name says that it holds a table. */
export function isTableFile({ name }: Pick<File, "name">): boolean {
  return TABLE_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}
