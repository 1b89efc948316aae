import type { Database } from "better-sqlite3";
import { countOf } from "./count";

/** A page of patients by name, and how many there are in all. */
export interface PatientIds {
  readonly total: number;
  readonly ids: readonly string[];
}

export interface PatientList {
  /** Everyone who is not archived, or only those who are. */
  all(archived: boolean, limit: number, offset: number): PatientIds;
  /** @param words an FTS5 query */
  matching(words: string, limit: number, offset: number): PatientIds;
}

const MATCHING = "(SELECT rowid FROM patient_words WHERE patient_words MATCH ?)";

/**
 * Up to this many, sorting them takes less time than walking the index. Of 100,000 patients, 565
 * were sorted in 2 ms and walked to in 13 ms, 6,938 in 27 ms and 2 ms.
 */
const FEW = 1000;

/**
 * Which patients a page of the list holds. Only ids: what a page shows of its patients is read for
 * those alone, never for everybody who has to be sorted before them.
 */
export function openPatientList(database: Database): PatientList {
  const listOf = (condition: string) => ({
    page: database
      .prepare<[number, number], string>(
        `SELECT id FROM patients WHERE ${condition} ORDER BY sort_name, id LIMIT ? OFFSET ?`,
      )
      .pluck(),
    count: countOf(database, `FROM patients WHERE ${condition}`),
  });
  const active = listOf("archived_at IS NULL");
  const archive = listOf("archived_at IS NOT NULL");
  // Few: looked up and sorted. Many: the index of names is walked until the page is full.
  const fewMatching = database
    .prepare<[string, number, number], string>(
      `
      SELECT id FROM patients WHERE rowid IN ${MATCHING}
      ORDER BY sort_name, id LIMIT ? OFFSET ?
    `,
    )
    .pluck();
  const manyMatching = database
    .prepare<[string, number, number], string>(
      `
      SELECT id FROM patients INDEXED BY patients_by_name WHERE rowid IN ${MATCHING}
      ORDER BY sort_name, id LIMIT ? OFFSET ?
    `,
    )
    .pluck();
  const countMatching = countOf(database, "FROM patient_words WHERE patient_words MATCH ?");

  return {
    all(archived, limit, offset) {
      const { page, count } = archived ? archive : active;
      return { total: count(), ids: page.all(limit, offset) };
    },
    matching(words, limit, offset) {
      const total = countMatching(words);
      const page = total <= FEW ? fewMatching : manyMatching;
      return { total, ids: page.all(words, limit, offset) };
    },
  };
}
