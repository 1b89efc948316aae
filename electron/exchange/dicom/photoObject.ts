import { dcmjs } from "./quietDcmjs";
import type { BodyView } from "../../domain/bodyMap/views";
import type { Site } from "../../domain/bodyMap/sites";
import type { Sex } from "../../domain/patient";
import type { PhotoKind } from "../../domain/photoKind";
import { anatomicRegion, SIDES, type SnomedConcept } from "../anatomy";
import type { JpegFrame } from "./jpegFrame";
import { EXPLICIT_LITTLE_ENDIAN, JPEG_BASELINE } from "./transferSyntax";
import { IMPLEMENTATION_CLASS_UID, type PhotoUids } from "./uids";
import { dateOf, dayOf, momentOf, personName, ratio, shortText, timeOf } from "./values";

/** What the photo shows: the JPEG file itself, or its pixels. */
export type PhotoFrame =
  | (JpegFrame & { readonly kind: "jpeg"; readonly bytes: Uint8Array })
  | {
      readonly kind: "rgb";
      /** RGB, 8 bits, interleaved, row-major. */
      readonly pixels: Uint8Array;
      readonly width: number;
      readonly height: number;
      /** Bytes of the JPEG it was decoded from; null where nothing was lost. */
      readonly lossyBytes: number | null;
    };

/** A lesion's photo with all that an archive is told of it. */
export interface PhotoForArchive {
  readonly uids: PhotoUids;
  readonly kind: PhotoKind;
  /** Null where it belongs to nobody: then its own id stands for the patient's number. */
  readonly patient: {
    /** By which the clinic's other systems know the patient. */
    readonly number: string;
    readonly familyName: string;
    readonly givenName: string;
    /** YYYY-MM-DD; null where it is not known. */
    readonly dateOfBirth: string | null;
    readonly sex: Sex;
  } | null;
  readonly lesion: {
    readonly number: number;
    readonly label: string;
    readonly site: Site;
    /** The view of the body map that shows it; null where only the site is known. */
    readonly view: BodyView | null;
  } | null;
  /** The visit's day, YYYY-MM-DD. */
  readonly day: string;
  /** Null where nobody knows when it was taken. */
  readonly takenAt: Date | null;
  readonly addedAt: Date;
  /** The clinic's name; may be empty. */
  readonly institution: string;
  /** This program's version. */
  readonly software: string;
  readonly frame: PhotoFrame;
}

/** Storage classes (PS3.4 B.5): Dermoscopic Photography Image, VL Photographic Image. */
export const SOP_CLASSES: Readonly<Record<PhotoKind, string>> = {
  dermoscopy: "1.2.840.10008.5.1.4.1.1.77.1.7",
  clinical: "1.2.840.10008.5.1.4.1.1.77.1.4",
};

/**
 * A photo as a DICOM file (PS3.10): Dermoscopic Photography (PS3.3 A.32.11) or VL Photographic
 * Image (A.32.4), text in UTF-8. A JPEG stays as it is, bit for bit.
 */
export function photoObject(photo: PhotoForArchive): Uint8Array {
  const { uids, kind, frame } = photo;
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: SOP_CLASSES[kind],
      MediaStorageSOPInstanceUID: uids.instance,
      TransferSyntaxUID: frame.kind === "jpeg" ? JPEG_BASELINE : EXPLICIT_LITTLE_ENDIAN,
      ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
      ImplementationVersionName: "LENTIGO",
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SpecificCharacterSet: "ISO_IR 192",
    ...patientOf(photo),
    ...studyOf(photo),
    ...equipmentOf(photo),
    ...imageOf(photo),
    ...pixelsOf(frame),
  });
  return new Uint8Array(file.write({ fragmentMultiframe: false }));
}

const SEX_CODES: Readonly<Record<Sex, string>> = {
  female: "F",
  male: "M",
  other: "O",
  unknown: "",
};

function patientOf({ patient, uids }: PhotoForArchive): object {
  return {
    PatientName: patient ? personName(patient.familyName, patient.givenName) : "",
    // Archives take objects with no number, or with the same one, for one patient's.
    PatientID: shortText(patient?.number ?? uids.instance),
    PatientBirthDate: patient?.dateOfBirth ? dayOf(patient.dateOfBirth) : "",
    PatientSex: patient ? SEX_CODES[patient.sex] : "",
  };
}

function studyOf({ uids, kind, day, lesion }: PhotoForArchive): object {
  return {
    StudyInstanceUID: uids.study,
    StudyDate: dayOf(day),
    StudyTime: "",
    StudyID: dayOf(day),
    AccessionNumber: "",
    ReferringPhysicianName: "",
    SeriesInstanceUID: uids.series,
    SeriesNumber: "",
    Modality: kind === "dermoscopy" ? "DMS" : "XC",
    SeriesDescription: lesion ? shortText(lesionName(lesion)) : undefined,
    ...(kind === "dermoscopy" ? dermoscopeOf(uids) : {}),
  };
}

/** Empty is what nobody has recorded of the dermatoscope. */
function dermoscopeOf({ frameOfReference }: PhotoUids): object {
  return {
    FrameOfReferenceUID: frameOfReference,
    PositionReferenceIndicator: "",
    // Of skin through a dermatoscope nobody is recognised.
    RecognizableVisualFeatures: "NO",
    LightSourcePolarization: "",
    EmitterColorTemperature: "",
    ContactMethod: "",
    OpticalMagnificationFactor: "",
  };
}

function lesionName({ number, label }: NonNullable<PhotoForArchive["lesion"]>): string {
  return label === "" ? `Lesion ${String(number)}` : `Lesion ${String(number)}: ${label}`;
}

function equipmentOf({ institution, software }: PhotoForArchive): object {
  return {
    Manufacturer: "Lentigo",
    ManufacturerModelName: "Lentigo",
    DeviceSerialNumber: "unknown",
    SoftwareVersions: software,
    InstitutionName: shortText(institution),
  };
}

function imageOf({ uids, kind, lesion, takenAt, addedAt }: PhotoForArchive): object {
  const { region, side } = anatomicRegion(lesion?.site ?? null, lesion?.view ?? null);
  return {
    SOPClassUID: SOP_CLASSES[kind],
    SOPInstanceUID: uids.instance,
    InstanceNumber: "1",
    ImageType: ["ORIGINAL", "PRIMARY"],
    InstanceCreationDate: dateOf(addedAt),
    InstanceCreationTime: timeOf(addedAt),
    ContentDate: dateOf(takenAt ?? addedAt),
    ContentTime: timeOf(takenAt ?? addedAt),
    AcquisitionDateTime: takenAt ? momentOf(takenAt) : undefined,
    AcquisitionContextSequence: [],
    PatientOrientation: "",
    BurnedInAnnotation: "NO",
    // Of the image where it is known, else of the series, where it may be empty.
    ...(side === null ? { Laterality: "" } : { ImageLaterality: side === "left" ? "L" : "R" }),
    AnatomicRegionSequence: [
      {
        ...concept(region),
        ...(side === null ? {} : { AnatomicRegionModifierSequence: [concept(SIDES[side])] }),
      },
    ],
  };
}

function concept({ code, meaning }: SnomedConcept): object {
  return { CodeValue: code, CodingSchemeDesignator: "SCT", CodeMeaning: meaning };
}

function pixelsOf(frame: PhotoFrame): object {
  const { width, height } = frame;
  const encoded = frame.kind === "jpeg" ? frame.bytes.length : frame.lossyBytes;
  return {
    SamplesPerPixel: 3,
    PhotometricInterpretation: frame.kind === "jpeg" ? frame.colour : "RGB",
    PlanarConfiguration: 0,
    Rows: height,
    Columns: width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    ...(encoded === null
      ? { LossyImageCompression: "00" }
      : {
          LossyImageCompression: "01",
          LossyImageCompressionRatio: ratio((width * height * 3) / encoded),
          LossyImageCompressionMethod: "ISO_10918_1",
        }),
    PixelData: [bufferOf(frame.kind === "jpeg" ? frame.bytes : evenLength(frame.pixels))],
    _vrMap: { PixelData: "OB" },
  };
}

/** Values of DICOM have an even number of bytes. */
function evenLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  return padded;
}

/** The bytes alone in a buffer, as dcmjs takes them. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
