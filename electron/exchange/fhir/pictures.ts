/** The photo: as the clinic's archive has it, and by itself. */
import { anatomicRegion, SIDES, type SnomedConcept } from "../anatomy";
import { DICOM, DICOM_UID, RFC_3986, SNOMED, type Coding, type Concept } from "./codes";
import type { FhirCase, FhirWords } from "./fhirCase";
import { reference, type CaseIds, type Resource } from "./resources";

export function studyOf({ photo, lesion }: FhirCase, ids: CaseIds): Resource {
  const modality = { system: DICOM, code: photo.kind === "dermoscopy" ? "DMS" : "XC" };
  const place = lesion && anatomicRegion(lesion.site, lesion.view);
  return {
    resourceType: "ImagingStudy",
    id: ids.study,
    identifier: [{ system: DICOM_UID, value: `urn:oid:${photo.uids.study}` }],
    // Whether the archive has it by now is not ours to say.
    status: "unknown",
    modality: [modality],
    subject: reference(ids.patient),
    ...(photo.takenAt === null ? {} : { started: photo.takenAt }),
    series: [
      {
        uid: photo.uids.series,
        modality,
        numberOfInstances: 1,
        ...(place ? { bodySite: snomedCoding(place.region) } : {}),
        ...(place?.side ? { laterality: snomedCoding(SIDES[place.side]) } : {}),
        instance: [
          {
            uid: photo.uids.instance,
            sopClass: { system: RFC_3986, code: `urn:oid:${photo.sopClass}` },
          },
        ],
      },
    ],
  };
}

export function mediaOf({ photo, lesion, words }: FhirCase, ids: CaseIds): Resource {
  return {
    resourceType: "Media",
    id: ids.media,
    identifier: [{ system: DICOM_UID, value: `urn:oid:${photo.uids.instance}` }],
    partOf: [reference(ids.study)],
    status: "completed",
    type: {
      coding: [{ system: "http://terminology.hl7.org/CodeSystem/media-type", code: "image" }],
    },
    subject: reference(ids.patient),
    createdDateTime: photo.takenAt ?? photo.addedAt,
    ...(lesion ? { bodySite: bodySiteOf(lesion, words) } : {}),
    height: photo.height,
    width: photo.width,
    content: {
      contentType: photo.contentType,
      size: photo.size,
      hash: photo.hash,
      title: photo.name,
    },
  };
}

/** Where the lesion is; a side that is not part of the code is told by the words. */
export function bodySiteOf(
  { site, view }: NonNullable<FhirCase["lesion"]>,
  words: FhirWords,
): Concept {
  return { coding: [snomedCoding(anatomicRegion(site, view).region)], text: words.sites[site] };
}

function snomedCoding({ code, meaning }: SnomedConcept): Coding {
  return { system: SNOMED, code, display: meaning };
}
