import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import de from "../../../resources/locales/de.json";
import { keyText } from "../../../renderer/words/keyNames";

beforeAll(() => i18next.init({ lng: "de", resources: { de: { translation: de } } }));

describe("keys by the names of a German keyboard", () => {
  it.each([
    ["Ctrl L", "Strg L"],
    ["Shift ←↑→↓", "Umschalt ←↑→↓"],
    ["Enter", "Eingabe"],
    ["Delete", "Entf"],
    ["H", "H"],
  ])("%s is %s", (key, text) => {
    expect(keyText(key)).toBe(text);
  });
});
