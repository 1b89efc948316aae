import untyped from "dcmjs";

/** An element as DICOM's JSON model has it; `Value` of binary ones holds one buffer a frame. */
export interface DicomElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}

/** Elements by tag, eight hexadecimal digits. */
export type DicomElements = Record<string, DicomElement>;

/** A DICOM file: its header, and what it is about. */
export interface DicomDict {
  readonly meta: DicomElements;
  dict: DicomElements;
  write(options: { readonly fragmentMultiframe: boolean }): ArrayBuffer;
}

interface ReadOptions {
  readonly noCopy: boolean;
  readonly ignoreErrors: boolean;
}

interface Log {
  setLevel(level: "silent"): void;
}

/** What is used of dcmjs 0.52. */
interface Dcmjs {
  readonly data: {
    readonly DicomDict: new (meta: DicomElements) => DicomDict;
    readonly DicomMessage: {
      readFile(bytes: ArrayBuffer, options: ReadOptions): DicomDict;
    };
    readonly DicomMetaDictionary: {
      /** From names of elements to their tags. */
      denaturalizeDataset(dataset: object): DicomElements;
    };
  };
  readonly log: Log & { getLogger(name: string): Log };
}

export const dcmjs = untyped as Dcmjs;

// It would write to the console, names of patients that it shortens among them.
dcmjs.log.setLevel("silent");
dcmjs.log.getLogger("validation.dcmjs").setLevel("silent");
