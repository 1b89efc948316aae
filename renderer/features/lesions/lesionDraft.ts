import type { Lesion, NewLesion } from "../../../electron/contract/shapes";
import { centreOf, siteAt, type BodyPosition } from "../../../electron/domain/bodyMap/position";
import type { Site } from "../../../electron/domain/bodyMap/sites";

/** What stands in the form of a lesion; `lesion` is null for a new one. */
export interface LesionDraft extends NewLesion {
  readonly lesion: Lesion | null;
}

/** A new lesion at a site, placed in its middle until somebody says more. */
export function draftAtSite(site: Site): LesionDraft {
  return { lesion: null, label: "", site, position: centreOf(site) };
}

export function draftOf(lesion: Lesion): LesionDraft {
  const { label, site, position } = lesion;
  return { lesion, label, site, position };
}

/** The draft, or a new one where there is none, at a place on the map. */
export function placedAt(draft: LesionDraft | null, position: BodyPosition): LesionDraft | null {
  const site = siteAt(position);
  if (site === null) return draft;
  return { ...(draft ?? { lesion: null, label: "" }), site, position };
}

/** The draft at another site; its place stays where it lies in that site. */
export function movedToSite(draft: LesionDraft, site: Site): LesionDraft {
  const stays = draft.position !== null && siteAt(draft.position) === site;
  return { ...draft, site, position: stays ? draft.position : centreOf(site) };
}
