/** Entry of a worker thread: reads one folder of labelled photos and decodes every photo once. */
import type { Dataset } from "../../training/dataset/photo";
import { readDataset } from "../../training/dataset/readDataset";
import { withoutUnreadable } from "../../training/dataset/unreadableFiles";
import { workOnThread } from "../workOnThread";
import type { FolderProgress } from "./reader";

void workOnThread<Dataset, FolderProgress>(async (folder, { goOn, tell }) =>
  withoutUnreadable(await readDataset(folder as string), {
    onProgress: (done, total) => {
      goOn();
      tell({ done, total });
    },
  }),
);
