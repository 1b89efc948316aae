/** What is used of dcmjs 0.52, which comes without types. */
declare module "dcmjs" {
  /** An element as DICOM's JSON model has it; `Value` of binary ones holds one buffer a frame. */
  export interface DicomElement {
    readonly vr: string;
    readonly Value?: readonly unknown[];
  }

  /** Elements by tag, eight hexadecimal digits. */
  export type DicomElements = Record<string, DicomElement>;

  export class DicomDict {
    constructor(meta: DicomElements);
    readonly meta: DicomElements;
    dict: DicomElements;
    write(options: { readonly fragmentMultiframe: boolean }): ArrayBuffer;
  }

  interface ReadOptions {
    readonly noCopy: boolean;
    readonly ignoreErrors: boolean;
  }

  interface DcmjsData {
    readonly DicomDict: typeof DicomDict;
    readonly DicomMessage: {
      readFile(bytes: ArrayBuffer, options: ReadOptions): DicomDict;
    };
    readonly DicomMetaDictionary: {
      denaturalizeDataset(dataset: object): DicomElements;
    };
  }

  const dcmjs: {
    readonly data: DcmjsData;
    readonly log: {
      setLevel(level: "silent"): void;
      getLogger(name: string): { setLevel(level: "silent"): void };
    };
  };
  export default dcmjs;
}
