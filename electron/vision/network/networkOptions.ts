/** The networks that a model can be, as the options from which their description follows. */
import * as z from "zod";
import type { NetworkDescription } from "./description";
import { headOptions } from "./head";
import { mobilenetV1 } from "./mobilenetV1";
import { mobilenetV2 } from "./mobilenetV2";
import { plainCnn } from "./plainCnn";

const alpha = z.number().positive();

export const NetworkOptions = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mobilenetV2"), alpha, ...headOptions }),
  z.object({ kind: z.literal("mobilenetV1"), alpha, ...headOptions }),
  z.object({
    kind: z.literal("plainCnn"),
    inputSize: z.int().positive(),
    blocks: z.array(z.int().positive()).min(1),
    ...headOptions,
  }),
]);

export type NetworkOptions = z.infer<typeof NetworkOptions>;

/** @throws Error where the head cannot tell its classes */
export function describeNetwork(options: NetworkOptions): NetworkDescription {
  switch (options.kind) {
    case "mobilenetV2":
      return mobilenetV2(options);
    case "mobilenetV1":
      return mobilenetV1(options);
    case "plainCnn":
      return plainCnn(options);
  }
}
