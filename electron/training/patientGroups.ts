/**
 * How well a model does for whom: by age, sex and site of the lesion. Groups differ in how many of
 * their lesions are malignant and how hard those are, so the figures say where to be careful, not
 * what the model makes of a person.
 */
import { record } from "./classMetrics";
import { DIAGNOSIS_SCHEME, type Thresholds } from "./diagnosisMetrics";
import { auc, malignancyOf, ratesAt, topAccuracy, type Prediction } from "./evaluate";
import { groupBy } from "./groupBy";
import { groupDraws, percentileInterval, type Interval } from "./intervals";

/** What is known of a photo's patient and lesion; null where the data do not say. */
export interface PatientFacts {
  /** Years. */
  readonly age: number | null;
  readonly sex: string | null;
  /** Where on the body, in the data's words. */
  readonly site: string | null;
}

export type GroupedPrediction = Prediction & PatientFacts;

const GROUP_MEASURES = ["accuracy", "malignantAuc", "soonSensitivity", "soonSpecificity"] as const;

type GroupMeasure = (typeof GROUP_MEASURES)[number];

type GroupFigures = Readonly<Record<GroupMeasure, number | null>>;

export interface GroupResult extends GroupFigures {
  readonly name: string;
  readonly images: number;
  readonly malignant: number;
  /** 95 %; null where the figure is. */
  readonly intervals: Readonly<Record<GroupMeasure, Interval | null>>;
}

export interface GroupResults {
  readonly age: readonly GroupResult[];
  readonly sex: readonly GroupResult[];
  readonly site: readonly GroupResult[];
}

/** Years at which the next group of ages begins. */
const AGES = [30, 45, 60, 75] as const;

/** What is not known makes a group of its own, the last. */
const UNKNOWN = "not known";

/** Groups without a photo are left out; sites stand in the order of their photos' number. */
export function measureGroups(
  predictions: readonly GroupedPrediction[],
  thresholds: Thresholds,
): GroupResults {
  const results = (name: (prediction: GroupedPrediction) => string): GroupResult[] =>
    [...groupBy(predictions, name)].map(([group, members]) => resultOf(group, members, thresholds));
  const inOrder = (groups: GroupResult[], before: (a: GroupResult, b: GroupResult) => number) =>
    groups.sort((a, b) => Number(a.name === UNKNOWN) - Number(b.name === UNKNOWN) || before(a, b));
  return {
    age: inOrder(
      results(({ age }) => (age === null ? UNKNOWN : ageGroup(age))),
      (a, b) => AGE_GROUPS.indexOf(a.name) - AGE_GROUPS.indexOf(b.name),
    ),
    sex: inOrder(
      results(({ sex }) => sex ?? UNKNOWN),
      (a, b) => a.name.localeCompare(b.name),
    ),
    site: inOrder(
      results(({ site }) => site ?? UNKNOWN),
      (a, b) => b.images - a.images || a.name.localeCompare(b.name),
    ),
  };
}

const AGE_GROUPS: readonly string[] = [
  `under ${String(AGES[0])}`,
  ...AGES.slice(1).map((end, index) => `${String(AGES[index])} to ${String(end - 1)}`),
  `${String(AGES.at(-1))} and over`,
];

function ageGroup(age: number): string {
  return AGE_GROUPS[AGES.filter((start) => age >= start).length] ?? UNKNOWN;
}

function resultOf(
  name: string,
  members: readonly GroupedPrediction[],
  thresholds: Thresholds,
): GroupResult {
  const draws = Array.from(groupDraws(members), (drawn) => figuresOf(drawn, thresholds));
  const intervals = record(GROUP_MEASURES, (measure) =>
    percentileInterval(draws.map((draw) => draw[measure])),
  );
  return {
    name,
    images: members.length,
    malignant: members.filter(isMalignant).length,
    ...figuresOf(members, thresholds),
    intervals,
  };
}

function figuresOf(members: readonly Prediction[], { soon }: Thresholds): GroupFigures {
  const rates = ratesAt(members, DIAGNOSIS_SCHEME, soon.threshold);
  return {
    accuracy: topAccuracy(members, 1),
    malignantAuc: auc(
      members.map((member) => malignancyOf(member, DIAGNOSIS_SCHEME)),
      members.map(isMalignant),
    ),
    soonSensitivity: rates.sensitivity,
    soonSpecificity: rates.specificity,
  };
}

function isMalignant({ label }: Prediction): boolean {
  return DIAGNOSIS_SCHEME.malignant.includes(label);
}
