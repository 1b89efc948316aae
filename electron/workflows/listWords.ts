import type en from "../../resources/locales/en.json";
import type { ListWords } from "../exchange/csv/listColumns";

/** What of a locale file lists are written in. */
export function listWordsOf(words: typeof en): ListWords {
  const { columns, warnings, disagreements } = words.lists;
  return {
    ...{ columns, warnings, disagreements },
    diagnoses: {
      akiec: words.diagnoses.akiec.short,
      bcc: words.diagnoses.bcc.short,
      bkl: words.diagnoses.bkl.short,
      df: words.diagnoses.df.short,
      mel: words.diagnoses.mel.short,
      nv: words.diagnoses.nv.short,
      vasc: words.diagnoses.vasc.short,
    },
    levels: words.triage,
    sexes: words.sex,
    sites: words.sites,
    reasons: words.reasons,
    outcomeKinds: words.course.kinds,
    cannotSay: words.course.cannotSay,
    confidences: words.decision.confidences,
    nextSteps: words.decision.nextSteps,
  };
}
