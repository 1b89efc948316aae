/** What Windows-1252 has between 0x80 and 0x9F, where Latin-1 has control characters. */
const UPPER = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * Text in Windows-1252, which older programs in Western Europe write. Decoded here, since not
 * every runtime that Lentigo knows brings the table along.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  // In pieces: a call takes a limited number of arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  }
  return parts
    .join("")
    .replace(/[\u0080-\u009f]/g, (letter) => UPPER.charAt(letter.charCodeAt(0) - 0x80));
}
