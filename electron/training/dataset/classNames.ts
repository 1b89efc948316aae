/** Which class a folder or a diagnosis column means. */
import type { ClassName, NamedDiagnosis } from "./photo";

/**
 * Names in use for each class, as `plain` writes them. The groups are those of HAM10000 (Tschandl
 * et al. 2018): solar lentigo, seborrhoeic and lichen-planus-like keratosis are one class, actinic
 * keratosis and Bowen's disease another.
 */
const NAMES: Readonly<Record<ClassName, readonly string[]>> = {
  akiec: [
    ...["ak", "actinic keratosis", "solar or actinic keratosis"],
    ...["bowen disease", "bowens disease", "intraepithelial carcinoma"],
    "actinic keratosis and intraepithelial carcinoma",
  ],
  bcc: ["basal cell carcinoma"],
  bkl: [
    ...["benign keratosis", "pigmented benign keratosis", "benign keratosis like lesion"],
    ...["seborrheic keratosis", "seborrhoeic keratosis", "solar lentigo"],
    ...["lichenoid keratosis", "lichen planus like keratosis"],
  ],
  df: ["dermatofibroma"],
  mel: ["melanoma", "malignant melanoma", "melanoma invasive", "melanoma in situ"],
  nv: ["nevus", "nevi", "naevus", "naevi", "melanocytic nevus", "melanocytic naevus"],
  vasc: [
    ...["vascular", "vascular lesion", "angioma", "hemangioma", "haemangioma"],
    ...["angiokeratoma", "pyogenic granuloma"],
  ],
  scc: ["squamous cell carcinoma"],
  benign: [],
  malignant: [],
  other: ["rest", "non melanoma", "nonmelanoma", "not melanoma", "no melanoma"],
};

const CLASSES = new Map(
  Object.entries(NAMES).flatMap(([name, synonyms]) =>
    [name, ...synonyms].map((synonym) => [synonym, name as ClassName] as const),
  ),
);

/** The class that a name means, whatever its capitals, hyphens and plural; null for no known one. */
export function classNamed(text: string): ClassName | null {
  const name = plain(text);
  return CLASSES.get(name) ?? CLASSES.get(name.replace(/s$/, "")) ?? null;
}

/** The diagnosis that a name means; null for none, and for `benign`, `malignant`, `other`. */
export function diagnosisNamed(text: string): NamedDiagnosis | null {
  const name = classNamed(text);
  return name === null ? null : diagnosisOf(name);
}

/** The diagnosis that a class is; null for a class of several. */
export function diagnosisOf(name: ClassName): NamedDiagnosis | null {
  return name === "benign" || name === "malignant" || name === "other" ? null : name;
}

/** `Basal_Cell-Carcinoma, NOS` as `basal cell carcinoma`: ISIC adds "not otherwise specified". */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/,? nos$/, "")
    .replace(/['’]/g, "")
    .replace("keratoses", "keratosis")
    .replace(/[\s_,.-]+/g, " ")
    .trim();
}
