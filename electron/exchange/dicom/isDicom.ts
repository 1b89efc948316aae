/** Whether the bytes begin as a DICOM file does (PS3.10 7.1). */
export function isDicom(bytes: Uint8Array): boolean {
  return bytes.length >= 132 && Buffer.from(bytes.subarray(128, 132)).toString("latin1") === "DICM";
}
