/** What is handed over of a photo's case, before it is put into FHIR. */
import type { Analysis, PatientSummary, PhotoOutcome, PhotoSummary } from "../../contract/shapes";
import type { BodyView } from "../../domain/bodyMap/views";
import type { Site } from "../../domain/bodyMap/sites";
import type { Diagnosis } from "../../domain/diagnosis";
import type { Language } from "../../domain/language";
import type { OutcomeKind } from "../../domain/outcome";
import type { PhotoKind } from "../../domain/photoKind";
import type { TriageLevel } from "../../domain/triage";
import type { PhotoUids } from "../dicom/uids";

export interface FhirCase {
  readonly language: Language;
  readonly words: FhirWords;
  readonly clinic: string;
  /** This program's version. */
  readonly software: string;
  /** When it is written, ISO 8601. */
  readonly at: string;
  readonly patient: Pick<
    PatientSummary,
    "id" | "number" | "familyName" | "givenName" | "dateOfBirth" | "sex"
  >;
  readonly photo: Pick<PhotoSummary, "id" | "name" | "width" | "height" | "takenAt" | "addedAt"> & {
    readonly kind: PhotoKind;
    /** As in `image/jpeg`. */
    readonly contentType: string;
    /** Bytes. */
    readonly size: number;
    /** SHA-1 of the bytes in base64, as FHIR wants it. */
    readonly hash: string;
    /** Under which the clinic's archive has it. */
    readonly uids: PhotoUids;
    /** Its storage class in DICOM. */
    readonly sopClass: string;
  };
  /** Null where nobody has said which lesion it is. */
  readonly lesion: {
    readonly number: number;
    readonly label: string;
    readonly site: Site;
    /** Null where only the site is known. */
    readonly view: BodyView | null;
  } | null;
  /** The latest; null where the photo waits for one. */
  readonly analysis: Analysis | null;
  /** Those before it, which a record system may have; the latest first. */
  readonly earlier: readonly Pick<Analysis, "level" | "createdAt">[];
  /** The one that counts; null where nobody has decided. */
  readonly outcome: DecidedOutcome | null;
  /** When an earlier export first told a decision, and with it all else as final; null: none has. */
  readonly finalSince: string | null;
  /**
   * When an export first told as this patient's what an earlier one had told as another's, and as
   * final; null where none had.
   */
  readonly movedAt: string | null;
  /**
   * Where none counts, the last one that holds no longer, and since when: it was taken back, or
   * counted through a lesion that the photo has left. Null where there is none.
   */
  readonly withdrawn: { readonly kind: OutcomeKind; readonly at: string } | null;
}

export interface DecidedOutcome extends PhotoOutcome {
  readonly id: string;
  /** When it was recorded, came to count again, or was told of another patient. */
  readonly issued: string;
  /** Whether an earlier export told another one in its place, that one as taken back, or another's. */
  readonly amended: boolean;
}

/** The words of one language that results are told in. */
export interface FhirWords {
  readonly diagnoses: Readonly<Record<Diagnosis, string>>;
  readonly levels: Readonly<Record<TriageLevel, string>>;
  readonly sites: Readonly<Record<Site, string>>;
  readonly outcomeKinds: Readonly<Record<OutcomeKind, string>>;
  /** Each is a sentence or the name of a value; `{{...}}` is filled in. */
  readonly report: string;
  readonly probability: string;
  readonly malignancy: string;
  readonly triage: string;
  readonly diagnosisClass: string;
  readonly decision: string;
  readonly cannotSay: string;
  readonly notAnalysed: string;
  readonly notAssessed: string;
  readonly resembles: string;
  readonly decided: string;
  readonly undecided: string;
  readonly decisionSupport: string;
}
