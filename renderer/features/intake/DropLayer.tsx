import { IconPhotoDown } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../api/useSession";
import { isDialogOpen } from "../../ui/isDialogOpen";
import { showNotice } from "../../ui/showNotice";
import { useNavigation, type Place } from "../frame/navigation";
import { isTableFile } from "../import/tableFiles";
import { usePatientEntry } from "../patients/patientEntry";
import { filesOfDrop, type Dropped } from "./droppedFiles";
import { useIntake, type Intake } from "./intake";
import styles from "./intake.module.css";

/** Where in the window files came, and what takes in the photos among them. */
interface Target {
  readonly place: Place;
  readonly add: Intake["add"];
}

/** Takes files dropped anywhere on the window, or pasted, and shows that it would. */
export function DropLayer() {
  const { t } = useTranslation();
  const { place, go } = useNavigation();
  const { add } = useIntake();
  const { importTable, awaitsTable } = usePatientEntry();
  const account = useAccount();
  const [dragging, setDragging] = useState(false);

  /** A table that comes alone holds patients; among photos it is one of the files they came with. */
  const takeTable = (table: File, others: number): void => {
    // Another dialog may hold what somebody typed.
    if (isDialogOpen() && !awaitsTable) {
      showNotice(t("import.dialogOpen", { name: table.name }));
      return;
    }
    importTable(table);
    if (others > 0) showNotice(t("import.oneAtATime", { name: table.name }));
  };
  /**
   * To whom and whose queue files go that come now; null while the window is locked, for whoever is
   * there has not said who they are. A large folder is read for a while: people move on meanwhile.
   */
  const targetNow = useEffectEvent((): Target | null => (account === null ? null : { place, add }));
  const take = useEffectEvent(({ files, unread }: Dropped, target: Target) => {
    const [table, ...otherTables] = files.every(isTableFile) ? files : [];
    const photos = table ? [] : files;
    const patientId = "patientId" in target.place ? target.place.patientId : null;
    target.add(photos, patientId, unread);
    if (table) {
      // The clinic was locked since: a dialog would stand before its door.
      if (account !== null) takeTable(table, otherTables.length);
      return;
    }
    if (photos.length + unread.length === 0) {
      showNotice(t("intake.nothingDropped"));
      return;
    }
    // A dialog that is open may hold what somebody typed.
    const mayLeave = patientId === null && place === target.place && !isDialogOpen();
    if (mayLeave) go({ room: "triage" });
  });
  const takePasted = useEffectEvent((files: readonly File[], target: Target) => {
    const named = files.map((file, index) =>
      renamed(file, t("intake.pastedName", { number: index + 1 })),
    );
    take({ files: named, unread: [] }, target);
  });

  useEffect(() => {
    // Enter and leave come for every element on the way; the window is left when all are.
    let depth = 0;
    const onEnter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth++;
      setDragging(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const onOver = (event: DragEvent): void => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setDragging(false);
      const target = targetNow();
      if (!target) return;
      void filesOfDrop(event.dataTransfer).then((dropped) => {
        take(dropped, target);
      });
    };
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      const target = targetNow();
      if (target) takePasted(files, target);
    };
    window.addEventListener("dragenter", onEnter);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("dragover", onOver);
    window.addEventListener("drop", onDrop);
    document.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragenter", onEnter);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("drop", onDrop);
      document.removeEventListener("paste", onPaste);
    };
  }, []);

  if (!dragging) return null;
  return (
    <div className={styles["dropLayer"]} data-testid="drop-zone">
      <div className={styles["dropTarget"]}>
        <IconPhotoDown size={48} stroke={1.25} aria-hidden />
        <h2 className={styles["dropTitle"]}>{t("intake.drop")}</h2>
        <p>{t("intake.dropText")}</p>
      </div>
    </div>
  );
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Pasted pictures are all called "image.png"; a file copied in a folder keeps its name. */
function renamed(file: File, name: string): File {
  if (file.name !== "image.png") return file;
  return new File([file], `${name}.png`, { type: file.type });
}
