/** Tables as clinics' programs write them, of patients and of labels, and tables made to do harm. */
import { pick, mutate, splice } from "./mutate";
import type { Corpus, FuzzFile } from "./fuzzFile";

const PATIENTS = [
  "Number;Family name;Given name;Date of birth;Sex;Notes",
  "1;Öberg;Eva;03.04.1961;f;itches",
  '2;"Müller; the younger";Änne;1950-12-31;m;"two\r\nlines"',
  "3;van der Berg;;31/12/1949;x;",
  ";Adams;;;;",
  "4;=cmd|' /C calc'!A0;+1;2026-02-30;?;@SUM(A1)",
];

const LABELS = [
  "image_id,dx,lesion_id,patient_id,age,sex,localization,split",
  "lesion-001,mel,L1,P1,45,male,back,train",
  "lesion-002,nv,L2,P2,,female,face,train",
  "lesion-003,bcc,L3,P3,x,unknown,,test",
  "../../etc/passwd,nv,L4,P4,80,male,abdomen,train",
  "lesion-001,nv,L1,P1,45,male,back,train",
];

const ISIC = [
  "isic_id;benign_malignant;diagnosis;age_approx;sex",
  "lesion-001;malignant;melanoma;45;male",
  "lesion-002;benign;nevus;50;female",
  "lesion-003;indeterminate;;;",
];

export const patientTables = (): Corpus => tables(PATIENTS, patientBombs());
export const labelTables = (): Corpus => tables(LABELS, labelBombs(), ISIC);

function tables(
  lines: readonly string[],
  bombs: readonly FuzzFile[],
  others: readonly string[] = lines,
): Corpus {
  const text = lines.join("\r\n");
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  const good: FuzzFile[] = [
    ["utf-8.csv", Buffer.from(text)],
    ["marked.csv", Buffer.from(`\ufeff${text}`)],
    ["windows.csv", Buffer.from(text, "latin1")],
    ["utf-16.csv", utf16],
    ["others.csv", Buffer.from(others.join("\n"))],
  ].map(([name, bytes]) => ({ name, bytes, expected: { accepted: true } }) as FuzzFile);
  const wrong: FuzzFile[] = [
    ["empty.csv", Buffer.alloc(0)],
    ["blank.csv", Buffer.from("\n\n\r\n")],
    ["picture.csv", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])],
    ["zeros.csv", Buffer.alloc(2000)],
    ["header.csv", Buffer.from(`${lines[0] ?? ""}\n`)],
  ].map(([name, bytes]) => ({ name, bytes, expected: null }) as FuzzFile);
  return {
    fixed: [...good, ...wrong, ...bombs],
    vary: (random) => {
      const { name, bytes } = pick(good, random);
      const changed = random.chance(0.2)
        ? splice(bytes, pick(good, random).bytes, random)
        : mutate(bytes, random);
      return { name, bytes: changed, expected: null };
    },
  };
}

const MEGABYTE = 1024 * 1024;

const tooLarge = (name: string, text: string): FuzzFile => ({
  name,
  bytes: Buffer.from(text),
  expected: { accepted: false, code: "table.too-large" },
});

function patientBombs(): FuzzFile[] {
  const header = PATIENTS[0] ?? "";
  const long = "x".repeat(10 * MEGABYTE);
  return [
    tooLarge("rows.csv", `Family name\n${"a\n".repeat(20 * MEGABYTE)}`),
    tooLarge("columns.csv", `Family name${";".repeat(40 * MEGABYTE)}\na`),
    tooLarge("cell.csv", `${header}\n1;${long};Eva`),
    tooLarge("quoted-cell.csv", `${header}\n1;"${long}";Eva`),
    tooLarge("open-quote.csv", `${header}\n1;"${"a\n".repeat(MEGABYTE)}`),
    {
      name: "dates.csv",
      bytes: Buffer.from(`${header}\n1;a;b;${"T00:00:00.0".repeat(50_000)};f;`),
      expected: { accepted: true },
    },
    {
      name: "blanks.csv",
      bytes: Buffer.from(`${header}\n1;a;b;${" ".repeat(500_000)}x;${" ".repeat(500_000)}x;`),
      expected: { accepted: true },
    },
  ];
}

function labelBombs(): FuzzFile[] {
  const wide = `image_id,dx${",x".repeat(30_000)}`;
  return [
    tooLarge("rows.csv", `image_id,dx\n${",\n".repeat(15.1 * MEGABYTE)}`),
    {
      name: "wide.csv",
      bytes: Buffer.from(`${wide}\n${"a,nv\n".repeat(200_000)}`),
      expected: { accepted: false, code: "dataset.unreadable" },
    },
  ];
}
