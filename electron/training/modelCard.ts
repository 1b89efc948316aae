/** The model card: what a version is, what it was measured to do, and what it is not. */
import { DIAGNOSES } from "../domain/diagnosis";
import type { ModelManifest } from "../vision/network/modelFolder";
import {
  classTable,
  confusionTable,
  count,
  figure,
  intervalsInWords,
  markdownTable,
  measureRows,
  withInterval,
} from "./metricTables";
import type { TrainedMetrics, TrainedWeights } from "./modelMetrics";
import type { GroupResult } from "./patientGroups";
import { dataInWords, isHam10000, licenceOf } from "./dataWords";
import { networkInWords, recipeInWords } from "./recipeWords";

export interface ModelCardContent {
  readonly manifest: Omit<ModelManifest, "formatVersion" | "files">;
  readonly metrics: TrainedMetrics;
  readonly trained: TrainedWeights;
}

/** Markdown; every figure comes from the measurements. */
export function modelCard(content: ModelCardContent): string {
  return [
    `# Model card: Lentigo ${content.manifest.version}`,
    intendedUse(content),
    data(content),
    training(content),
    results(content),
    operatingPoints(content),
    groups(content),
    ...refusals(content),
    limits(content),
    sources(content),
  ]
    .join("\n\n")
    .concat("\n");
}

function intendedUse({ manifest, trained }: ModelCardContent): string {
  const first =
    manifest.parent === null
      ? "This is the first version that this project trained. Later versions replace it."
      : `It was trained on from version ${manifest.parent}.`;
  return `${first}

A ${networkInWords(trained.network)} that gives a dermoscopic photo of one skin lesion seven
probabilities: ${manifest.classes.join(", ")}. Their malignant part (akiec, bcc and mel added up)
is the malignancy score, by which Lentigo sorts a worklist.

**Intended use:** decision support for clinicians who can examine the patient. It orders photos by
urgency; a person makes every diagnosis. It is **not a cleared or approved medical device** in any
country, and no photo should be left unread because of it.`;
}

function data({ manifest }: ModelCardContent): string {
  const { images, split } = manifest.training;
  return `## Data

${dataInWords(split)}: ${count(images)} photos for training, ${splitSizes(manifest)}.
${(split?.notices ?? []).map((notice) => `\n- ${notice}`).join("")}
${licenceOf(split)}`;
}

function splitSizes(manifest: ModelCardContent["manifest"]): string {
  return Object.entries(manifest.metrics)
    .map(([split, { images }]) => `${count(images)} in \`${split}\``)
    .join(", ");
}

function training({ manifest, metrics, trained }: ModelCardContent): string {
  const { recipe } = trained;
  const { temperature, before, after } = metrics.calibration;
  return `## Training

Recipe \`${recipe.name}\`${trained.startedFrom === null ? "" : `, starting from ${trained.startedFrom}`};
${trained.epochs.toFixed(1)} epochs of ${count(manifest.training.images)} photos${trained.seconds === null ? "" : ` in ${(trained.seconds / 60).toFixed(0)} minutes`};
${recipeInWords(recipe)}. Seed ${String(trained.seed)}.

Calibration: one temperature, ${temperature.toFixed(3)}, fitted on \`${metrics.calibration.split}\`. It changes the expected calibration
error there from ${before.calibrationError.toFixed(3)} to ${after.calibrationError.toFixed(3)} and the log loss from ${before.logLoss.toFixed(3)} to ${after.logLoss.toFixed(3)}.`;
}

function results({ manifest, metrics }: ModelCardContent): string {
  const splits = Object.entries(metrics.splits);
  const table = markdownTable(
    ["", ...splits.map(([name]) => `\`${name}\``)],
    measureRows(splits.map(([, split]) => split)),
  );
  const perClass = splits.map(
    ([name, split]) =>
      `### Classes on \`${name}\`\n\n${classTable(split)}\n\n${confusionTable(split)}`,
  );
  return `## Results

Measured with the stored weights by the code that serves photos${manifest.views === 1 ? "" : `, the mean over ${String(manifest.views)} views of each`}. In brackets
${intervalsInWords(metrics.bootstrap)}. \`${metrics.calibration.split}\` also chose temperature and
thresholds. ${ISIC_2018 in metrics.splits ? ABOUT_ISIC_2018 : ""}

${table}

${perClass.join("\n\n")}`;
}

const ISIC_2018 = "isic2018-val";
const ABOUT_ISIC_2018 = `\`${ISIC_2018}\` is the validation set of ISIC 2018 task 3, from other lesions, and chose
nothing. Of its rare classes it holds a handful, so its balanced accuracy is uncertain.`;

function operatingPoints({ manifest, metrics }: ModelCardContent): string {
  const levels = ["urgent", "soon"] as const;
  const header = ["Level", "Score from", "Measured on", "Malignant found", "Melanomas found"];
  const table = markdownTable(
    [...header, "Benign below"],
    levels.flatMap((level) =>
      Object.entries(metrics.splits).map(([name, split]) => {
        const rates = split.operatingPoints[level];
        const found = [rates.sensitivity, rates.melanomaSensitivity, rates.specificity];
        const threshold = manifest.operatingPoints[level].threshold.toFixed(3);
        return [level, threshold, `\`${name}\``, ...found.map((share) => figure(share))];
      }),
    ),
  );
  const rules = levels
    .map(
      (level) =>
        `- **${level}**: ${manifest.operatingPoints[level].rule} of \`${metrics.calibration.split}\`.`,
    )
    .join("\n");
  return `## Operating points

Thresholds on the malignancy score, each counting what reaches it or more:

${rules}

${table}`;
}

function groups({ metrics }: ModelCardContent): string {
  const { split } = metrics.calibration;
  const results = metrics.groups[split];
  const table = (title: string, members: readonly GroupResult[]): string =>
    markdownTable(
      [
        title,
        "Photos",
        "Malignant",
        "Accuracy",
        "Malignant v. benign ROC-AUC",
        SOON_FOUND,
        SOON_BELOW,
      ],
      members.map(({ name, images, malignant, intervals, ...figures }) => [
        name,
        count(images),
        count(malignant),
        withInterval(figures.accuracy, intervals.accuracy, 2),
        withInterval(figures.malignantAuc, intervals.malignantAuc),
        withInterval(figures.soonSensitivity, intervals.soonSensitivity, 2),
        withInterval(figures.soonSpecificity, intervals.soonSpecificity, 2),
      ]),
    );
  return `## By age, sex and site

On \`${split}\`, as the data name them. Groups differ in how many of their lesions are malignant, and
small groups in little but chance: mind the intervals.

${table("Age", results?.age ?? [])}

${table("Sex", results?.sex ?? [])}

${table("Site", results?.site ?? [])}`;
}

const SOON_FOUND = "Malignant found at soon";
const SOON_BELOW = "Benign below soon";

function refusals({ metrics }: ModelCardContent): string[] {
  if (!metrics.unfamiliar) return [];
  const { splits } = metrics.unfamiliar;
  const table = markdownTable(
    ["Refused as not being of a lesion", "All", ...DIAGNOSES],
    Object.entries(splits).map(([name, { refused, classes }]) => [
      `\`${name}\``,
      (refused * 100).toFixed(1),
      ...classes.map((share) => (share === null ? "–" : (share * 100).toFixed(1))),
    ]),
  );
  return [
    `## Photos that are refused

A photo unlike those the network learned from (by the distance of its features in three layers) gets
no urgency but "cannot assess". The limit was chosen on \`${metrics.calibration.split}\`. Photos of lesions that it refuses, in
percent:

${table}`,
  ];
}

function limits({ manifest }: ModelCardContent): string {
  return `## Limits

- ${isHam10000(manifest.training.split) ? TWO_CENTRES : OWN_PATIENTS}
- Dermoscopic photos only. Most other photos are refused; those that are not, and lesions of any kind
  outside the seven classes, still get seven probabilities that add up to one.
- Benign lesions that nobody would excise are rare in the data, malignant ones far more common than
  in a clinic: predictive values in practice differ from these shares.
- A part of the labels is by expert consensus or follow-up, not by histology.
- Rare classes (df, vasc) rest on few photos; see the intervals.
- Ink, rulers, hair and vignettes go along with diagnoses in this data and may influence scores.`;
}

const TWO_CENTRES = `Trained on patients of two centres, in Austria and Australia, with mostly light skin: expect worse
  results on dark skin (Fitzpatrick types V and VI), on children, on mucosa, nails and scars.`;
const OWN_PATIENTS = `Whom the photos show is known to the owners of the data: expect worse results on skin, ages and
  sites that are rare among them.`;

function sources({ manifest }: ModelCardContent): string {
  return `## Sources
${isHam10000(manifest.training.split) ? HAM10000_SOURCES : ""}
- Sandler M et al. MobileNetV2: Inverted Residuals and Linear Bottlenecks. CVPR 2018.
- Guo C et al. On Calibration of Modern Neural Networks. ICML 2017.`;
}

const HAM10000_SOURCES = `
- Tschandl P, Rosendahl C, Kittler H. The HAM10000 dataset, a large collection of multi-source
  dermatoscopic images of common pigmented skin lesions. Scientific Data 5:180161 (2018).
  CC BY-NC 4.0.
- Codella N et al. Skin Lesion Analysis Toward Melanoma Detection 2018: A Challenge Hosted by the
  International Skin Imaging Collaboration (ISIC). arXiv:1902.03368. CC BY-NC 4.0.`;
