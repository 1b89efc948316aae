import { thumbnailUrl } from "../../electron/contract/bridge";
import type { PhotoId } from "../../electron/contract/shapes";
import styles from "./thumbnail.module.css";

interface ThumbnailProps {
  readonly photoId: PhotoId;
  /** Empty where the words beside it say the same. */
  readonly alt?: string;
}

export function Thumbnail({ photoId, alt = "" }: ThumbnailProps) {
  return (
    <img
      className={styles["thumbnail"]}
      src={thumbnailUrl(photoId)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
    />
  );
}
