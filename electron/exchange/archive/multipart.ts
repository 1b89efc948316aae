import { randomBytes } from "node:crypto";

/** A body of several parts with its content type (RFC 2387). */
export interface MultipartBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** One DICOM file as the body of a request to store it (PS3.18 10.5.1). */
export function dicomBody(file: Uint8Array): MultipartBody {
  const boundary = `lentigo-${randomBytes(16).toString("hex")}`;
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    bytes: Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      file,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}
