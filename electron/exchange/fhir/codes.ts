/** Codes and identifiers by which results are told to record systems in FHIR R4. */
import { createHash } from "node:crypto";
import type { Diagnosis } from "../../domain/diagnosis";

export const SNOMED = "http://snomed.info/sct";
export const UCUM = "http://unitsofmeasure.org";
export const DICOM = "http://dicom.nema.org/resources/ontology/DCM";
export const DICOM_UID = "urn:dicom:uid";
export const RFC_3986 = "urn:ietf:rfc:3986";
/** Of what no published code system has a code for. */
export const LOCAL = "urn:x-lentigo:codes";

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface Concept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

/**
 * Morphologic abnormalities of SNOMED CT (International Edition of February 2025, as HL7 Europe's
 * eHDSI Morphologic Abnormality 8.1.0 lists them), which are what a photo can show. A class of
 * several disorders (HAM10000 joins actinic keratosis and Bowen's disease, seborrhoeic keratosis
 * and solar lentigo, all that is vascular) has the code of its most frequent one; the text beside
 * it names the class.
 */
const MORPHOLOGIES: Readonly<Record<Diagnosis, Coding>> = {
  akiec: { system: SNOMED, code: "856006", display: "Actinic keratosis" },
  bcc: { system: SNOMED, code: "1338007", display: "Basal cell carcinoma" },
  bkl: { system: SNOMED, code: "25499005", display: "Seborrheic keratosis" },
  df: { system: SNOMED, code: "25889007", display: "Benign fibrous histiocytoma" },
  mel: { system: SNOMED, code: "1162635006", display: "Malignant melanoma" },
  nv: { system: SNOMED, code: "1163403006", display: "Pigmented nevus" },
  vasc: { system: SNOMED, code: "253053003", display: "Benign hemangioma" },
};

/** A diagnosis with its code and our own, and with its name in the words of people. */
export function diagnosisConcept(diagnosis: Diagnosis, name: string): Concept {
  const own = { system: LOCAL, code: `diagnosis-${diagnosis}` };
  return { coding: [MORPHOLOGIES[diagnosis], own], text: name };
}

export function localConcept(code: string, text: string): Concept {
  return { coding: [{ system: LOCAL, code }], text };
}

/**
 * The id of what has none of its own, out of ids of what it belongs to: whoever writes the same
 * case again gives everything the same id (name-based UUID of RFC 9562, version 8 over SHA-256).
 */
export function derivedId(name: string): string {
  const digest = createHash("sha256").update(`lentigo fhir ${name}`).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
