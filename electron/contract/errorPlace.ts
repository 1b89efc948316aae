/**
 * A line of a stack that names a place in code. What merely begins like one may be a message: those
 * can have several lines.
 */
const FRAME =
  /^\s+at (?:.+ \()?(?:node:[\w/]+|(?:file:\/\/)?(?:\/|[A-Z]:[\\/]).*\.[cm]?[jt]sx?):\d+:\d+\)?$/;

/** Kinds and codes are words that programmers chose. */
const WORD = /^[\w$.-]{1,64}$/;

/**
 * Kind and place of an error without its message: a message can quote what somebody typed,
 * and nothing about a patient may reach a log.
 */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = "" } = error;
  const code = "code" in error ? String(error.code) : "";
  // The stack repeats the message before its frames.
  const end = message === "" ? -1 : stack.indexOf(message);
  const frames = (end < 0 ? stack : stack.slice(end + message.length)).split("\n").filter(isFrame);
  return [[name, code].filter((word) => WORD.test(word)).join(" "), ...frames].join("\n");
}

/**
 * What of a child's standard error may stand in a log: errors as `placeOf` tells them, each after
 * the child's name, and places. What Node prints of an error that nobody caught has its message.
 */
export function placesIn(text: string): string {
  const lines = text.split("\n");
  return lines.filter((line) => isFrame(line) || COMPLAINT.test(line)).join("\n");
}

const COMPLAINT = /^(?:vision|trainer|typesetter): [\w$.-]{1,64}(?: [\w$.-]{1,64})?$/;

function isFrame(line: string): boolean {
  return FRAME.test(line);
}
