/**
 * The store at the size of a large clinic: how long lists, searches and pages take.
 *
 *   npm run bench:store [-- --patients 100000 --photos 3]
 *
 * --photos: of each patient, on average.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DASHBOARD_FILTERS } from "../electron/contract/dashboard";
import { NO_FILTER, PatientId, type PhotoFilter } from "../electron/contract/shapes";
import { seededRandom } from "../electron/demo/seededRandom";
import { startOfMonth } from "../electron/domain/agreement";
import { calendarDay } from "../electron/domain/calendarDay";
import { confirmedAnswers } from "../electron/store/confirmedAnswers";
import { countOf } from "../electron/store/count";
import { openDatabase } from "../electron/store/database";
import { createDataKey } from "../electron/store/keys";
import { lesionRepository } from "../electron/store/lesions";
import { patientRepository } from "../electron/store/patients";
import { photoRepository } from "../electron/store/photos";
import { visitRepository } from "../electron/store/visits";
import { openWorklist } from "../electron/store/worklist";
import { planImport } from "../electron/workflows/importPatients";
import { fillLargeClinic } from "./store/largeClinic";

const { values } = parseArgs({
  options: {
    patients: { type: "string", default: "100000" },
    photos: { type: "string", default: "3" },
  },
});
const PATIENTS = Number(values.patients);
const RUNS = 40;
const PAGE = 100;
const DAY = 86_400_000;

const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-store-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});
const key = createDataKey();
const file = join(folder, "clinic.db");
const today = new Date();
const filled = performance.now();
const making = openDatabase(file, key, true);
// Indexes of random ids are written all over: a million photos took over a quarter of an hour where
// their pages had to make room for one another.
making.pragma("cache_size = -8388608");
const known = fillLargeClinic(making, {
  patients: PATIENTS,
  photosPerPatient: Number(values.photos),
  today,
});
making.close();
const database = openDatabase(file, key, false);
const counts = ["patients", "photos", "analyses", "outcomes"].map((table) => {
  const count = countOf(database, `FROM ${table}`);
  return `${String(count())} ${table}`;
});
console.log(
  `${counts.join(", ")}, made in ${((performance.now() - filled) / 1000).toFixed(0)} s\n`,
);

const patients = patientRepository(database);
const visits = visitRepository(database);
const photos = photoRepository(database, visits);
const lesions = lesionRepository(database);
const worklist = openWorklist(database);
const answers = confirmedAnswers(database);
const random = seededRandom(7);
const someone = () => known[random.whole(0, known.length - 1)] ?? known[0];
const search = (text: string): void => void patients.list(text, PAGE, 0);
const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate());
const work = (filter: Partial<PhotoFilter>, offset = 0): void =>
  void photos.list({ ...NO_FILTER, ...filter }, midnight, PAGE, offset);

const MEASURED: readonly (readonly [name: string, run: () => void])[] = [
  [
    "patients, first page",
    () => {
      search("");
    },
  ],
  ["patients, any page", () => void patients.list("", PAGE, random.whole(0, PATIENTS - PAGE))],
  ["archived patients", () => void patients.list("", PAGE, 0, true)],
  [
    "search, 1 letter",
    () => {
      search((someone()?.familyName ?? "").slice(0, 1));
    },
  ],
  [
    "search, 2 letters",
    () => {
      search((someone()?.familyName ?? "").slice(0, 2));
    },
  ],
  [
    "search, 3 letters",
    () => {
      search((someone()?.familyName ?? "").slice(0, 3));
    },
  ],
  [
    "search, family name",
    () => {
      search(someone()?.familyName ?? "");
    },
  ],
  [
    "search, 1 letter each of two names",
    () => {
      search(
        `${(someone()?.familyName ?? "").slice(0, 1)} ${(someone()?.givenName ?? "").slice(0, 1)}`,
      );
    },
  ],
  [
    "search, 1 digit",
    () => {
      search(String(random.whole(0, 9)));
    },
  ],
  [
    "search, number",
    () => {
      search(someone()?.number ?? "");
    },
  ],
  [
    "search, year of birth",
    () => {
      search((someone()?.dateOfBirth ?? "").slice(0, 4));
    },
  ],
  [
    "search, date of birth",
    () => {
      search(someone()?.dateOfBirth ?? "");
    },
  ],
  [
    "patient page",
    () => {
      const id = PatientId.parse(someone()?.id);
      patients.get(id);
      photos.ofPatient(id);
      lesions.ofPatient(id);
      visits.ofPatient(id);
    },
  ],
  [
    "worklist, first page",
    () => {
      work({});
    },
  ],
  [
    "worklist, any page",
    () => {
      work({}, random.whole(0, PATIENTS * 2));
    },
  ],
  [
    "worklist, urgent",
    () => {
      work({ levels: ["urgent"] });
    },
  ],
  [
    "worklist, routine, deep",
    () => {
      work({ levels: ["routine"] }, PATIENTS);
    },
  ],
  [
    "worklist, unconfirmed, deep",
    () => {
      work({ unconfirmed: true }, 1.5 * PATIENTS);
    },
  ],
  [
    "worklist, no patient",
    () => {
      work({ unassigned: true });
    },
  ],
  [
    "worklist, today",
    () => {
      work({ today: true });
    },
  ],
  [
    "worklist, unconfirmed",
    () => {
      work({ unconfirmed: true });
    },
  ],
  [
    "worklist, disagreement",
    () => {
      work({ disagreement: true });
    },
  ],
  [
    "dashboard, all numbers",
    () => {
      for (const filter of Object.values(DASHBOARD_FILTERS)) worklist.count(filter, midnight);
    },
  ],
  [
    "dashboard, answers of a month",
    () => {
      const back = random.whole(0, 11);
      answers.between(startOfMonth(today, back), startOfMonth(today, back - 1));
    },
  ],
  [
    "dashboard, answers of two days",
    () => {
      const before = new Date(today.getTime() - random.whole(0, 180) * DAY);
      answers.between(new Date(before.getTime() - 2 * DAY), before);
    },
  ],
];

/** Milliseconds of processor time, which other work on the machine hardly changes. */
const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const shareOf = (sorted: readonly number[], share: number): string =>
  `${(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1)} ms`;

console.log("| request | median | 95th percentile | 95th percentile of processor time |");
console.log("|---|---|---|---|");
for (const [name, run] of MEASURED) {
  const [elapsed, used]: [number[], number[]] = [[], []];
  for (let index = 0; index < RUNS; index++) {
    const [start, startUsed] = [performance.now(), processorTime()];
    run();
    elapsed.push(performance.now() - start);
    used.push(processorTime() - startUsed);
  }
  elapsed.sort((a, b) => a - b);
  used.sort((a, b) => a - b);
  const times = [shareOf(elapsed, 0.5), shareOf(elapsed, 0.95), shareOf(used, 0.95)];
  console.log(`| ${name} | ${times.join(" | ")} |`);
}

const IMPORTED = 20_000;
const lines = Array.from({ length: IMPORTED }, (_, row) => {
  const { familyName, givenName, dateOfBirth } = someone() ?? { familyName: "Nobody" };
  return `new-${String(row)};${familyName}${String(row)};${givenName ?? ""};${dateOfBirth ?? ""}`;
});
const csv = Buffer.from(["number;family name;given name;date of birth", ...lines].join("\n"));
const measure = async (name: string, work: () => unknown): Promise<void> => {
  const [start, startUsed] = [performance.now(), processorTime()];
  await work();
  const perSecond = (milliseconds: number): string =>
    String(Math.round(IMPORTED / (milliseconds / 1000)));
  const [elapsed, used] = [performance.now() - start, processorTime() - startUsed];
  console.log(
    `${name}: ${perSecond(elapsed)} rows a second (${perSecond(used)} a second of processor time)`,
  );
};
const table = { bytes: csv, mapping: null, duplicates: "skip", today: calendarDay(today) } as const;

async function measureImport(): Promise<void> {
  const plan = () => planImport(table, { patients }, () => Promise.resolve());
  console.log("");
  await measure("import, dry run", plan);
  const { steps } = await plan();
  const arrivals = patients.arrivals();
  await measure("import, putting aside", () => {
    for (const { id, patient } of steps) arrivals.add(id, patient);
  });
  const takeIn = database.transaction(() => {
    arrivals.takeIn(today);
  });
  await measure("import, taking in at once", takeIn);
}

void measureImport().finally(() => {
  database.close();
});
