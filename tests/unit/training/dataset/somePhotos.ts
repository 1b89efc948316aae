/** Photos that need no file, for rules about labels and splits. */
import { diagnosisOf } from "../../../../electron/training/dataset/classNames";
import type { ClassName, Photo } from "../../../../electron/training/dataset/photo";

export function photoOf(imageId: string, className: ClassName, known: Partial<Photo> = {}): Photo {
  return {
    imageId,
    file: `${imageId}.jpg`,
    className,
    diagnosis: diagnosisOf(className),
    lesionId: null,
    patientId: null,
    age: null,
    sex: null,
    site: null,
    split: null,
    ...known,
  };
}
