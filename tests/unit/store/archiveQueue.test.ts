import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { failureOf } from "../../../electron/contract/errors";
import { archiveQueue } from "../../../electron/store/archiveQueue";
import { openDatabase } from "../../../electron/store/database";
import { descriptionRepository } from "../../../electron/store/descriptions";
import { migrate } from "../../../electron/store/migrations/migrate";
import { patientRepository } from "../../../electron/store/patients";
import { photoRepository } from "../../../electron/store/photos";
import { settingsRepository } from "../../../electron/store/settings";
import { visitRepository } from "../../../electron/store/visits";
import { newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-11-21T08:00:00Z");
const later = new Date("2026-11-21T08:10:00Z");
const timeout = { code: "archive.timeout", details: {} } as const;
const unwanted = { code: "archive.refused", details: { reason: "0xa900" } } as const;

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const patients = patientRepository(database);
  const photos = photoRepository(database, visitRepository(database));
  const patient = patients.create(newPatient(), at);
  return {
    database,
    queue: archiveQueue(database),
    photos,
    descriptions: descriptionRepository(database),
    photo: photos.add(newPhoto("one", patient), at),
    another: photos.add(newPhoto("two", patient), at),
    nobodys: photos.add(newPhoto("three", null), at),
  };
}

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return failureOf(error)?.code;
  }
};

describe("the queue to the archive", () => {
  it("takes a photo in once, however often somebody asks", () => {
    const { queue, photo } = clinic();
    expect(queue.add(photo, at)).toBe(true);
    expect(queue.add(photo, at)).toBe(false);
    const [entry] = queue.list(10);
    if (!entry) throw new Error("nothing in line");
    queue.begin(entry.sequence);
    queue.end(entry.sequence, { state: "sent" }, at);
    expect(queue.add(photo, later)).toBe(false);
    expect(queue.counts()).toMatchObject({ waiting: 0, sent: 1, refused: 0 });
  });

  it("takes it in again where it turns out to be of another kind", () => {
    const { queue, descriptions, photo } = clinic();
    queue.add(photo, at);
    descriptions.update(photo, { kind: "clinical" });
    expect(queue.add(photo, at)).toBe(true);
    expect(queue.list(10).map(({ kind }) => kind)).toEqual(["dermoscopy", "clinical"]);
  });

  it("wants to know whose a photo is", () => {
    const { queue, nobodys } = clinic();
    expect(codeOf(() => queue.add(nobodys, at))).toBe("archive.no-patient");
  });

  it("knows nothing of a photo, or of an entry, that is not there", () => {
    const { queue, photos, photo } = clinic();
    photos.remove(photo);
    expect(codeOf(() => queue.add(photo, at))).toBe("photo.missing");
    expect(queue.counts()).toMatchObject({ waiting: 0, sent: 0, refused: 0 });
    expect(queue.nextTime()).toBeNull();
    expect(queue.due(later)).toBeNull();
    for (const ask of [
      () => queue.get(7),
      () => {
        queue.begin(7);
      },
      () => {
        queue.retry(7, at);
      },
      () => {
        queue.remove(7);
      },
    ]) {
      expect(codeOf(ask)).toBe("archive.entry-missing");
    }
  });

  it("is in doubt from the moment an attempt begins until it is known how it ended", () => {
    const { queue, photo } = clinic();
    queue.add(photo, at);
    const { sequence } = queue.due(at) ?? { sequence: NaN };
    queue.begin(sequence);
    expect(queue.get(sequence)).toMatchObject({ inDoubt: true, attempts: 1, state: "waiting" });
    queue.end(sequence, { state: "waiting", failure: timeout, nextAt: later, inDoubt: true }, at);
    expect(queue.get(sequence)).toMatchObject({ inDoubt: true, failure: timeout });
    queue.begin(sequence);
    queue.end(sequence, { state: "refused", failure: unwanted }, later);
    expect(queue.get(sequence)).toMatchObject({ inDoubt: false, attempts: 2, state: "refused" });
  });

  it("lets what failed wait, and others go first", () => {
    const { queue, photo, another } = clinic();
    queue.add(photo, at);
    queue.add(another, at);
    const first = queue.due(at);
    if (!first) throw new Error("nothing is due");
    expect(first.photoId).toBe(photo);
    const end = { state: "waiting", failure: timeout, nextAt: later, inDoubt: false } as const;
    queue.end(first.sequence, end, at);
    expect(queue.due(at)?.photoId).toBe(another);
    expect(queue.nextTime()).toBe(at.toISOString());
    queue.remove(queue.due(at)?.sequence ?? NaN);
    expect(queue.due(at)).toBeNull();
    expect(queue.nextTime()).toBe(later.toISOString());
    queue.hurry(at);
    expect(queue.due(at)?.photoId).toBe(photo);
  });

  it("takes in again what was refused, where somebody asks", () => {
    const { queue, photo } = clinic();
    queue.add(photo, at);
    const { sequence } = queue.due(at) ?? { sequence: NaN };
    queue.end(sequence, { state: "refused", failure: unwanted }, at);
    expect(queue.due(later)).toBeNull();
    expect(queue.add(photo, later)).toBe(true);
    expect(queue.due(later)).toMatchObject({ sequence, state: "waiting", endedAt: null });
  });

  it("tries again what was refused, never what was sent", () => {
    const { queue, photo, another } = clinic();
    queue.add(photo, at);
    queue.add(another, at);
    const [first, second] = queue.list(10);
    if (!first || !second) throw new Error("nothing in line");
    queue.end(first.sequence, { state: "refused", failure: unwanted }, at);
    queue.end(second.sequence, { state: "sent" }, at);
    queue.retry(first.sequence, later);
    expect(queue.get(first.sequence)).toMatchObject({ state: "waiting", endedAt: null });
    expect(
      codeOf(() => {
        queue.retry(second.sequence, later);
      }),
    ).toBe("archive.entry-missing");
  });

  it("forgets a photo that is deleted", () => {
    const { queue, photos, photo } = clinic();
    queue.add(photo, at);
    photos.remove(photo);
    expect(queue.list(10)).toEqual([]);
  });

  it("lists what was refused, then what waits, then the latest that was sent", () => {
    const { queue, photos, photo, another } = clinic();
    const patient = photos.get(photo).patient?.id ?? null;
    const third = photos.add(newPhoto("four", patient), at);
    for (const id of [photo, another, third]) queue.add(id, at);
    const [sent, refused] = queue.list(10);
    queue.end(sent?.sequence ?? NaN, { state: "sent" }, at);
    queue.end(refused?.sequence ?? NaN, { state: "refused", failure: unwanted }, at);
    expect(queue.list(10).map(({ photoId }) => photoId)).toEqual([another, third, photo]);
    expect(queue.list(1)).toHaveLength(1);
  });
});

describe("a photo that goes anew", () => {
  const renewed = (how: { readonly inDoubt: boolean }) => {
    const { queue, photo } = clinic();
    queue.add(photo, at);
    const { sequence } = queue.due(at) ?? { sequence: NaN };
    return {
      queue,
      photo,
      sequence,
      renew: () => {
        queue.renew({ photoId: photo, kind: "dermoscopy", ...how }, at, later);
        const [entry, ...others] = queue.ofPhoto(photo);
        if (!entry || others.length > 0) throw new Error("not one entry");
        return entry;
      },
    };
  };

  it("waits in place of what was sent, and has its turn later", () => {
    const { queue, photo, sequence, renew } = renewed({ inDoubt: false });
    queue.end(sequence, { state: "sent" }, at);
    const entry = renew();
    expect(queue.counts()).toEqual({ waiting: 1, sent: 0, refused: 0 });
    expect(entry).toMatchObject({ state: "waiting", inDoubt: false, attempts: 0, endedAt: null });
    expect(queue.due(at)).toBeNull();
    expect(queue.due(later)?.sequence).toBe(entry.sequence);
    expect(queue.add(photo, later)).toBe(false);
  });

  it("is asked for where the archive may have it", () => {
    expect(renewed({ inDoubt: true }).renew()).toMatchObject({ state: "waiting", inDoubt: true });
  });

  it("is not taken for sent by an attempt that ends late", () => {
    for (const isBegun of [false, true]) {
      const { queue, sequence, renew } = renewed({ inDoubt: false });
      if (isBegun) queue.begin(sequence);
      expect(renew().sequence).toBeGreaterThan(sequence);
      for (const late of [
        () => {
          queue.begin(sequence);
        },
        () => {
          queue.end(sequence, { state: "sent" }, at);
        },
        () => {
          queue.retry(sequence, at);
        },
      ]) {
        expect(codeOf(late)).toBe("archive.entry-missing");
      }
      expect(queue.list(10)).toMatchObject([{ state: "waiting", attempts: 0 }]);
    }
  });
});

describe("the number of an entry", () => {
  it("is never given again", () => {
    const { queue, photo, another } = clinic();
    queue.add(photo, at);
    const { sequence } = queue.due(at) ?? { sequence: NaN };
    queue.remove(sequence);
    queue.add(another, at);
    expect(queue.due(at)?.sequence).toBeGreaterThan(sequence);
  });
});

describe("the archive's settings", () => {
  it("keep the address, the password, and why the sending stopped", () => {
    const settings = settingsRepository(clinic().database);
    expect(settings.archive()).toEqual({ access: null, afterConfirmation: false });
    const access = { url: "https://archive/dicom-web", user: "lentigo", password: "secret" };
    settings.updateArchive({ access, afterConfirmation: true });
    expect(settings.archive()).toEqual({ access, afterConfirmation: true });
    expect(settings.archivePause()).toBeNull();
    settings.setArchivePause({ by: timeout });
    expect(settings.archivePause()).toEqual({ by: timeout });
    settings.setArchivePause(null);
    expect(settings.archivePause()).toBeNull();
  });
});

describe("migration 10", () => {
  it("takes photos that are here for dermoscopy, and sends none", () => {
    const database = new Database(":memory:");
    migrate(database, 9);
    database.exec(`
      INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
      VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z');
    `);
    migrate(database, 10);
    expect(database.prepare("SELECT id, kind FROM photos").all()).toEqual([
      { id: "p", kind: "dermoscopy" },
    ]);
    expect(database.prepare("SELECT count(*) AS n FROM archive_queue").get()).toEqual({ n: 0 });
    database.close();
  });
});

describe("migration 11", () => {
  it("keeps what is in line, and its numbers", () => {
    const database = new Database(":memory:");
    migrate(database, 10);
    database.exec(`
      INSERT INTO photos (id, source_hash, name, width, height, blob, thumbnail, added_at)
      VALUES ('p', 'h', 'a.jpg', 600, 450, 'b', 't', '2026-01-01T00:00:00Z');
      INSERT INTO archive_queue (sequence, photo_id, kind, state, in_doubt, attempts, added_at,
        next_at, ended_at, failure)
      VALUES (7, 'p', 'clinical', 'sent', 0, 2, '2026-01-02', '2026-01-03', '2026-01-04', NULL);
    `);
    const [before] = database.prepare("SELECT * FROM archive_queue").all() as object[];
    migrate(database, 11);
    expect(database.prepare("SELECT * FROM archive_queue").all()).toEqual([before]);
    database.close();
  });
});
