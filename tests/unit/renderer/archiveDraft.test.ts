import { describe, expect, it } from "vitest";
import { archiveUrl } from "../../../electron/contract/archive";
import {
  accessOf,
  draftOf,
  isOpenToAll,
  withAccess,
} from "../../../renderer/features/archive/archiveDraft";

const saved = {
  url: "https://archive/dicom-web",
  user: "lentigo",
  hasPassword: true,
  afterConfirmation: false,
};

describe("an archive's address", () => {
  it("is plain HTTP or HTTPS", () => {
    expect(archiveUrl("https://archive.example/dicom-web/")).toBe(
      "https://archive.example/dicom-web",
    );
    for (const wrong of [
      "",
      "archive",
      "ftp://archive",
      "https://me:secret@archive",
      "http://a?b",
    ]) {
      expect(archiveUrl(wrong)).toBeNull();
    }
  });

  it("is told to be open to all without encryption", () => {
    const draft = draftOf(saved);
    expect(isOpenToAll(draft)).toBe(false);
    expect(isOpenToAll({ ...draft, url: " HTTP://archive " })).toBe(true);
    expect(isOpenToAll({ ...draft, url: "http:" })).toBe(false);
  });
});

describe("an archive's password", () => {
  it("is kept until another is typed", () => {
    expect(accessOf(draftOf(saved))).toEqual({
      url: saved.url,
      user: saved.user,
      password: null,
    });
    expect(draftOf({ ...saved, hasPassword: false }).password).toBe("");
  });

  it("is not taken to another address or name, and is there again with the old ones", () => {
    const draft = draftOf(saved);
    const elsewhere = withAccess(saved, draft, { url: "https://other" });
    expect(elsewhere.password).toBe("");
    expect(withAccess(saved, draft, { user: "another" }).password).toBe("");
    expect(withAccess(saved, elsewhere, { url: saved.url }).password).toBeNull();
  });

  it("stays as it was typed", () => {
    const typed = { ...draftOf(saved), password: "new" };
    expect(withAccess(saved, typed, { url: "https://other" }).password).toBe("new");
  });
});
