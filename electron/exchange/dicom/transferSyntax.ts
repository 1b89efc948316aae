/** How objects of DICOM are encoded (PS3.5 10, A). */
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
export const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
