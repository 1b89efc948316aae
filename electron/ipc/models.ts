import type { EventPayload } from "../contract/events";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import type { ModelExchange } from "../workflows/modelExchange";
import { changedPhotos, photosOfCell } from "../workflows/modelPhotos";
import type { ModelRegistry } from "../workflows/modelRegistry";
import type { OfferedModel } from "../workflows/offeredModel";
import type { SaveFile } from "./audit";
import type { HandlersOf } from "./handlers";

export interface ModelHandlerOptions {
  readonly store: Store;
  readonly models: ModelRegistry;
  readonly exchange: ModelExchange;
  readonly offered: OfferedModel;
  readonly vision: VisionClient;
  readonly saveFile: SaveFile;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function modelHandlers(options: ModelHandlerOptions): HandlersOf<"models"> {
  const { store, models, exchange, offered, vision, saveFile, changed } = options;
  const listed = () => {
    changed(["models"]);
    return models.list();
  };
  const imported = async (bytes: Uint8Array) => {
    const version = await exchange.import(bytes);
    const detail = await models.detail(version);
    // Triage waits where its folder was lost or damaged, which has come back now.
    if (detail.state === "active") models.useActive(vision);
    changed(["models"]);
    return detail;
  };

  return {
    "models.list": () => models.list(),
    "models.get": ({ version }) => models.detail(version),
    "models.cell": ({ version, cell }) => {
      const run = models.comparedRun(version);
      return run ? photosOfCell(store, run, cell) : [];
    },
    "models.changedPhotos": ({ version }) => {
      const run = models.comparedRun(version);
      return run ? changedPhotos(store, run) : [];
    },
    "models.promote": async ({ version, overrideReason }) => {
      await models.promote(version, overrideReason, vision);
      return listed();
    },
    "models.discard": ({ version }) => {
      models.discard(version);
      return listed();
    },
    "models.annotate": ({ version, note }) => {
      models.annotate(version, note);
      return listed();
    },
    "models.delete": async ({ version }) => {
      await models.remove(version);
      return listed();
    },
    "models.export": ({ version }) =>
      exchange.export(version, ({ name, bytes }) => saveFile(name, bytes)),
    "models.import": ({ bytes }) => imported(bytes),
    "models.offered": () => offered.name(),
    "models.takeOffered": () => offered.answer(imported),
    "models.dismissOffered": () => {
      offered.dismiss();
      return {};
    },
  };
}
