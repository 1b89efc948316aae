/** The people of the demo clinic. Nobody bears these names; every one is made up. */
import type { Diagnosis } from "../../domain/diagnosis";
import type { Sex } from "../../domain/patient";
import type { SkinType } from "../skin";

export interface DemoPerson {
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: Sex;
  /** Years. */
  readonly age: number;
  readonly skinType: SkinType;
  /** What is drawn on them, one a lesion. */
  readonly lesions: readonly Diagnosis[];
  /** Days from each visit until today, the earliest first, at least 40 apart. */
  readonly visits: readonly number[];
  readonly notes: string;
  readonly consent: DemoConsent;
  /** What went wrong with one more photo at the last visit; null: nothing. */
  readonly mishap: DemoMishap | null;
}

/** `none`: nobody asked; `not-training`: refused for training; `withdrawn`: given, taken back. */
export type DemoConsent = "given" | "none" | "not-training" | "withdrawn";

export type DemoMishap = "blurred" | "dark" | "document";

type Row = readonly [
  givenName: string,
  familyName: string,
  sex: Sex,
  age: number,
  skinType: SkinType,
  lesions: readonly Diagnosis[],
  visits: readonly number[],
];

const ROWS: readonly Row[] = [
  ["Astrid", "Amberlund", "female", 67, 2, ["mel", "nv"], [412, 196, 0]],
  ["Kwame", "Nkemdara", "male", 44, 6, ["mel", "nv"], [95, 0]],
  ["Mei", "Lanhuo", "female", 29, 3, ["nv", "nv"], [380, 12]],
  ["Tobias", "Birkenstern", "male", 58, 2, ["bcc", "akiec", "nv"], [230, 0]],
  ["Leilani", "Moanaleo", "female", 36, 4, ["nv", "df"], [1]],
  ["Giacomo", "Petrosanti", "male", 73, 2, ["akiec", "akiec", "bkl"], [520, 260, 3]],
  ["Amara", "Okelumi", "female", 51, 6, ["df"], [45]],
  ["Yusuf", "Haddarani", "male", 62, 4, ["bkl", "bcc"], [300, 8]],
  ["Saoirse", "Fennwicket", "female", 23, 1, ["nv", "nv", "nv"], [690, 365, 2]],
  ["Hiroto", "Tanabori", "male", 81, 3, ["bkl", "akiec"], [15]],
  ["Elif", "Yildirova", "female", 4, 3, ["vasc"], [150, 0]],
  ["Mateo", "Velasquiro", "male", 9, 3, ["nv"], [5]],
  ["Ingeborg", "Fjordvinter", "female", 93, 1, ["bcc", "bkl", "akiec"], [90, 1]],
  ["Rajan", "Srivanthi", "male", 39, 5, ["nv", "df"], [28]],
  ["Camille", "Beauvigne", "female", 47, 2, ["mel"], [64, 20]],
  ["Dmitri", "Kowalvik", "male", 55, 2, ["nv", "bkl"], [710, 350, 180, 0]],
  ["Noor", "El-Safiri", "female", 33, 4, ["nv"], [9]],
  ["Rhys", "Cadwenlow", "male", 70, 1, ["akiec", "bcc"], [240, 100]],
  ["Anahera", "Tuivalei", "female", 26, 4, ["nv", "vasc"], [0]],
  ["Emeka", "Adebanjoro", "male", 17, 6, ["nv"], [33]],
  ["Zofia", "Lesnowicka", "female", 60, 2, ["bkl", "bkl", "vasc"], [400, 4]],
  ["Lucas", "Montereiva", "male", 41, 3, ["nv", "nv", "mel"], [600, 240, 6]],
  ["Priya", "Chandralok", "female", 13, 5, ["nv"], [70]],
  ["Oskar", "Wintermoor", "male", 88, 1, ["akiec", "bcc", "bkl", "nv"], [14]],
  ["Fatima", "Benzahri", "female", 49, 4, ["df", "nv"], [310]],
  ["Jitka", "Sorinová", "female", 31, 2, ["nv", "nv"], [660, 330, 2]],
  ["Bjarne", "Solhavnen", "male", 76, 1, ["bcc"], [190, 50]],
  ["Thandiwe", "Mokoenza", "female", 64, 6, ["bkl"], [0]],
  ["Aleksander", "Grøndahlen", "male", 52, 2, ["mel", "nv", "akiec"], [130, 30]],
  ["Luz", "Carranzita", "female", 7, 4, ["vasc"], [220]],
  ["Wei", "Shenlu", "male", 57, 3, ["bkl", "nv"], [480, 120]],
  ["Wilhelmina-Charlotte", "van Tulpenveen-Oosterwyck", "female", 79, 2, ["bcc", "akiec"], [18]],
  ["Tāmati", "Rangiwero", "male", 46, 5, ["nv"], [365, 11]],
  ["Dilara", "Karagözel", "female", 38, 3, ["nv", "df", "nv"], [7]],
  ["Samuel", "Whitlowe", "male", 84, 2, ["akiec"], [500, 250, 0]],
  ["Inês", "Albuquera", "female", 54, 3, ["nv", "vasc"], [140]],
  ["Robin", "Sparrowdene", "other", 30, 2, ["nv", "nv"], [420, 1]],
  ["Keoni", "Makailani", "male", 21, 4, ["nv"], [25]],
  ["Eszter", "Hollósvári", "female", 71, 2, ["mel", "bkl"], [16]],
  ["Alexis", "Merrivane", "unknown", 19, 3, ["nv"], [0]],
];

type Particulars = Partial<Pick<DemoPerson, "notes" | "consent" | "mishap">>;

/** What is particular about some of them, by their place in the table from 1. */
const PARTICULARS: Readonly<Record<number, Particulars>> = {
  1: { notes: "Father had a melanoma. Comes every six months." },
  2: { notes: "Noticed a dark spot while cutting his nails. Marathon runner." },
  4: { notes: "Roofer for thirty years. Two basal cell carcinomas removed elsewhere." },
  6: { notes: "Vineyard worker. Field treatment of the scalp last spring.", mishap: "blurred" },
  8: { consent: "not-training" },
  9: { notes: "More than fifty naevi. Sunbeds as a teenager; stopped.", mishap: "dark" },
  11: { notes: "With her mother. Mark grew in the first months and is fading." },
  12: { notes: "Parents worry about a mole on a place that rubs.", consent: "not-training" },
  13: { notes: "Lives in a home; daughter is the contact. Hard of hearing." },
  15: { notes: "Mole changed after a pregnancy." },
  16: { notes: "Kidney transplant, takes tacrolimus. Yearly check of the whole skin." },
  19: { mishap: "document" },
  22: { notes: "Mother and uncle had melanomas. Genetic counselling offered." },
  24: { notes: "Takes apixaban: ask before any excision." },
  25: { consent: "none" },
  28: { mishap: "blurred" },
  29: { notes: "Pilot. Fair skin, burns easily." },
  31: { consent: "withdrawn" },
  35: { notes: "Declines treatment of flat keratoses; wants them watched.", consent: "none" },
  38: { notes: "Surfer. Itching mole." },
  39: { notes: "Sent by the general practitioner with a photo from a phone." },
};

export const DEMO_PEOPLE: readonly DemoPerson[] = ROWS.map((row, index) => {
  const [givenName, familyName, sex, age, skinType, lesions, visits] = row;
  const { notes = "", consent = "given", mishap = null } = PARTICULARS[index + 1] ?? {};
  return { givenName, familyName, sex, age, skinType, lesions, visits, notes, consent, mishap };
});
