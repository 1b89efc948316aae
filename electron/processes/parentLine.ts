/** The line from a child process to whoever started it: Electron, or plain Node. */

/** Electron's `process.parentPort` in a utility process, as far as it is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface ParentLine<In, Out> {
  readonly post: (message: Out) => void;
  readonly listen: (on: (message: In) => void) => void;
}

/** A child of plain Node ends with its parent; Electron sees to that for its own. */
export function connectToParent<In, Out>(): ParentLine<In, Out> {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort) {
    return {
      post: (message) => {
        parentPort.postMessage(message);
      },
      listen: (on) => {
        parentPort.on("message", ({ data }) => {
          on(data as In);
        });
      },
    };
  }
  process.on("disconnect", () => process.exit(0));
  return {
    post: (message) => process.send?.(message),
    listen: (on) => {
      process.on("message", (message) => {
        on(message as In);
      });
    },
  };
}
