import { LANGUAGES, type Language } from "../../../electron/domain/language";
import { PAPERS, type Paper } from "../../../electron/domain/report";

/** How reports are set; what somebody chose last holds on this computer. */
export interface ReportForm {
  readonly language: Language;
  readonly paper: Paper;
  /** With similar confirmed cases, in a case report. */
  readonly similar: boolean;
}

/** Beside the window's language. */
const STORAGE_KEY = "lentigo-report-form";

/** Where Letter paper is sold. */
const LETTER_REGIONS = ["US", "CA", "MX", "PH", "CL", "CO", "VE"];

/** What was chosen last; else the window's language and the paper of the system's region. */
export function rememberedForm(spoken: Language): ReportForm {
  return readForm(localStorage.getItem(STORAGE_KEY), spoken, navigator.language);
}

export function rememberForm(form: ReportForm): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(form));
}

/**
 * @param kept what was stored; null: nothing, and what cannot be made out counts as nothing
 * @param locale the system's, such as "de-AT"
 */
export function readForm(kept: string | null, spoken: Language, locale: string): ReportForm {
  const { language, paper, similar } = parsed(kept);
  const [, region = ""] = /-([A-Z]{2})$/.exec(locale) ?? [];
  return {
    language: LANGUAGES.find((each) => each === language) ?? spoken,
    paper:
      PAPERS.find((each) => each === paper) ?? (LETTER_REGIONS.includes(region) ? "letter" : "a4"),
    similar: similar === true,
  };
}

function parsed(kept: string | null): Partial<Record<keyof ReportForm, unknown>> {
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
