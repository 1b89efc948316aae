import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { quitInOrder, type QuitOptions } from "../../../electron/shell/quitInOrder";

/** Quits as Electron does: whoever listens may prevent it. */
class Application extends EventEmitter {
  hasGone = false;
  readonly gone = new Promise<void>((resolve) => this.once("gone", resolve));

  quit(): void {
    const event = {
      isPrevented: false,
      preventDefault: () => {
        event.isPrevented = true;
      },
    };
    this.emit("before-quit", event);
    if (event.isPrevented) return;
    this.hasGone = true;
    this.emit("gone");
  }
}

function quitting(options: Partial<QuitOptions>): Application {
  const application = new Application();
  quitInOrder(application, {
    isOpen: () => false,
    close: () => Promise.resolve(),
    giveUp: () => undefined,
    ...options,
  });
  return application;
}

it("waits for a clinic that is just being closed, however often one quits", async () => {
  let finish: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (finish = resolve));
  const application = quitting({ close: () => closed });
  application.quit();
  application.quit();
  expect(application.hasGone).toBe(false);
  finish();
  await application.gone;
});

it("gives up what does not end, and goes", async () => {
  const givenUp: string[] = [];
  const application = quitting({
    close: () => new Promise(() => undefined),
    giveUp: () => givenUp.push("vision"),
    patience: 5,
  });
  application.quit();
  await application.gone;
  expect(givenUp).toEqual(["vision"]);
});

it("closes again where a window stayed and somebody signed in", async () => {
  let isOpen = false;
  let closings = 0;
  const application = quitting({
    isOpen: () => isOpen,
    close: () => {
      closings++;
      isOpen = false;
      return Promise.resolve();
    },
  });
  application.quit();
  await application.gone;
  isOpen = true;
  const goneAgain = new Promise((resolve) => application.once("gone", resolve));
  application.quit();
  await goneAgain;
  expect(closings).toBe(2);
});
