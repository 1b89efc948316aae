import { Menu, type MenuItemConstructorOptions } from "electron";

/** The words of the menu, as the locale files have them. */
export type MenuWords = Readonly<
  Record<
    | "edit"
    | "undo"
    | "redo"
    | "cut"
    | "copy"
    | "paste"
    | "selectAll"
    | "view"
    | "resetZoom"
    | "zoomIn"
    | "zoomOut"
    | "fullScreen"
    | "window"
    | "minimize"
    | "close",
    string
  >
>;

/** The few entries that every platform expects; the window itself holds all commands. */
export function setMenu(words: MenuWords): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    {
      label: words.edit,
      submenu: [
        { role: "undo", label: words.undo },
        { role: "redo", label: words.redo },
        { type: "separator" },
        { role: "cut", label: words.cut },
        { role: "copy", label: words.copy },
        { role: "paste", label: words.paste },
        { role: "selectAll", label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: "resetZoom", label: words.resetZoom },
        { role: "zoomIn", label: words.zoomIn },
        { role: "zoomOut", label: words.zoomOut },
        { type: "separator" },
        { role: "togglefullscreen", label: words.fullScreen },
      ],
    },
    {
      label: words.window,
      submenu: [
        { role: "minimize", label: words.minimize },
        { role: "close", label: words.close },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
