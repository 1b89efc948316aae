/**
 * What follows a network's last feature maps once they are one vector per photo: perhaps numbers
 * from its metadata, perhaps hidden dense layers, then dropout and the dense layer that answers.
 */
import * as z from "zod";
import type { Layer } from "./description";

const share = z.number().min(0).max(1);

export const HiddenLayer = z.object({
  units: z.int().positive(),
  activation: z.literal("relu"),
  /** Share of its outputs dropped in training. */
  dropout: share,
});

/** The part of a network's options that says how it answers. */
export const headOptions = {
  classes: z.int().min(2),
  /** Share of the last dense layer's inputs dropped in training. */
  dropout: share,
  /** Dense layers before the last one; none where left out. */
  hidden: z.array(HiddenLayer).optional(),
  /**
   * "softmax", also where left out: a logit for each class. "sigmoid": of two classes the logit
   * of the second alone, the first one's being 0.
   */
  output: z.enum(["softmax", "sigmoid"]).optional(),
  /** Numbers from a photo's metadata that are joined to the vector; none where left out. */
  metadata: z.int().positive().optional(),
};

export type HeadOptions = z.infer<z.ZodObject<typeof headOptions>>;

/** @throws Error where one logit is to tell more than two classes */
export function headLayers({ classes, dropout, hidden, output, metadata }: HeadOptions): Layer[] {
  if (output === "sigmoid" && classes !== 2) {
    throw new Error(`A sigmoid tells two classes, not ${String(classes)}`);
  }
  return [
    ...(metadata === undefined
      ? []
      : [{ kind: "joinMetadata", name: "metadata", features: metadata } as const]),
    ...(hidden ?? []).flatMap(({ units, dropout: rate }, index): Layer[] => {
      const name = `dense_${String(index + 1)}`;
      return [
        { kind: "dense", name, units },
        { kind: "relu", name: `${name}_relu` },
        ...(rate === 0 ? [] : [{ kind: "dropout", name: `${name}_dropout`, rate } as const]),
      ];
    }),
    { kind: "dropout", name: "dropout", rate: dropout },
    { kind: "dense", name: "predictions", units: output === "sigmoid" ? 1 : classes },
  ];
}
