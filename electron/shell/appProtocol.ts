import { protocol, type Protocol } from "electron";
import { answerAppRequest, type AppContent } from "./appContent";

/** Must run before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the scheme; by `protocol.handle`, or in Electron before 25 by a buffer protocol. */
export function serveAppScheme(content: AppContent): void {
  const modern = protocol as Partial<Pick<Protocol, "handle">>;
  if (modern.handle) {
    modern.handle.call(protocol, "app", async ({ url }) => {
      const { status, headers, body } = await answerAppRequest(url, content);
      return new Response(new Uint8Array(body), { status, headers: { ...headers } });
    });
    return;
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  protocol.registerBufferProtocol("app", ({ url }, callback) => {
    void answerAppRequest(url, content).then(({ status, headers, body }) => {
      callback({ statusCode: status, headers: { ...headers }, data: body });
    });
  });
}
