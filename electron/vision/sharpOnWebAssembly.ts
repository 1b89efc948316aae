/**
 * libvips and Electron's GTK each bring a GLib, and on Linux the two corrupt one another in
 * every process of Electron; there sharp is led to its WebAssembly build, which gives the
 * same pixels more slowly. Must be imported before sharp.
 */
import Module from "node:module";

type Resolve = (request: string, ...rest: unknown[]) => string;

// Worker threads of Electron find no "electron" among the versions, only how Node was built.
const isElectron =
  "electron" in process.versions || "built_with_electron" in process.config.variables;

if (isElectron && process.platform === "linux") {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, ...rest) {
    const isNative = /^@img\/sharp-linux(musl)?-\w+\/sharp\.node$/.test(request);
    return resolve.call(this, isNative ? "@img/sharp-wasm32/sharp.node" : request, ...rest);
  };
}
