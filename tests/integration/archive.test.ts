import { execFileSync, spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { failureOf } from "../../electron/contract/errors";
import type { NewArchiveSettings } from "../../electron/contract/archive";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import type { PhotoId } from "../../electron/contract/shapes";
import { addPhoto, newClinicFolder, openClinic, visionProcess } from "../fixtures/archiveClinic";
import { freePort, hasOrthanc, newOrthanc, type Orthanc } from "../fixtures/orthanc";
import { writeLesionPhoto } from "../fixtures/photos";
import { newPatient } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** Nothing in these tests is to be decoded but where a vision process is started. */
const noVision = { ask: () => Promise.reject(new Error("nothing is to be decoded here")) };

async function runningOrthanc(): Promise<Orthanc> {
  const orthanc = await newOrthanc(temporaryFolder());
  await orthanc.start();
  onTestFinished(() => orthanc.kill());
  return orthanc;
}

async function lesionFile(name = "lesion.jpg"): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeLesionPhoto(file, {
    diagnosis: "mel",
    seed: 4,
    width: 320,
    height: 240,
  });
  return file;
}

function accessTo({ url, user, password }: Orthanc, given: object = {}): NewArchiveSettings {
  return { access: { url, user, password, ...given }, afterConfirmation: false };
}

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => failureOf(error)?.code ?? String(error),
  );

/** How many objects the archive has, and their frames as it gives them back. */
async function instancesOf(orthanc: Orthanc): Promise<string[]> {
  return (await (await orthanc.ask("/instances")).json()) as string[];
}

async function frameOf(orthanc: Orthanc, instance: string): Promise<Buffer> {
  const frame = await orthanc.ask(`/instances/${instance}/frames/0/raw`);
  return Buffer.from(await frame.arrayBuffer());
}

describe.skipIf(!hasOrthanc)("an archive (skipped where there is no Orthanc)", () => {
  it("gives the frame back bit by bit, and knows whose it is", async () => {
    const orthanc = await runningOrthanc();
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const file = await lesionFile();
    const patient = { number: "2026-0117", familyName: "Müller", givenName: "Änne" };
    const photoId = addPhoto(store, file, patient, "left-palm");
    archive.update(accessTo(orthanc));
    await archive.test({ ...orthanc, password: null });

    expect(archive.send([photoId])).toBe(1);
    archive.wake();
    archive.wake();
    await until(() => archive.queue().counts.sent === 1);

    const [instance = "", ...others] = await instancesOf(orthanc);
    expect(others).toEqual([]);
    const frame = await frameOf(orthanc, instance);
    const photo = readFileSync(file);
    expect(frame.subarray(0, photo.length).equals(photo)).toBe(true);
    const tags: unknown = await (
      await orthanc.ask(`/instances/${instance}/simplified-tags`)
    ).json();
    expect(tags).toMatchObject({
      PatientName: "Müller^Änne",
      PatientID: "2026-0117",
      Modality: "DMS",
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.77.1.7",
    });
    expect(
      store.audit.list({ ...NO_AUDIT_FILTER, action: "archive.sent", subject: photoId }, 10, 0)
        .total,
    ).toBe(1);
  });

  it("gets the pixels of a photo that DICOM has no name for", async () => {
    const orthanc = await runningOrthanc();
    const vision = visionProcess();
    const { store, archive, until } = openClinic(newClinicFolder(), vision);
    const file = await lesionFile("lesion.png");
    const photoId = addPhoto(store, file, { number: "1" });
    archive.update(accessTo(orthanc));
    archive.send([photoId]);
    await until(() => archive.queue().counts.sent === 1);
    const [instance = ""] = await instancesOf(orthanc);
    const { pixels } = await vision.ask("decode", { bytes: readFileSync(file) });
    expect((await frameOf(orthanc, instance)).equals(Buffer.from(pixels))).toBe(true);
  });

  it("that is down keeps the queue; up again, it gets each photo once", async () => {
    const orthanc = await newOrthanc(temporaryFolder());
    onTestFinished(() => orthanc.kill());
    const folder = newClinicFolder();
    const before = openClinic(folder, noVision);
    const file = await lesionFile();
    const photoIds = ["1", "2", "3"].map((number) => addPhoto(before.store, file, { number }));
    before.archive.update(accessTo(orthanc));
    before.archive.send(photoIds);
    await before.until(() => before.archive.queue().entries.some(({ failure }) => failure));
    const [first] = before.archive.queue().entries.filter(({ failure }) => failure);
    expect(first?.failure?.code).toBe("archive.unreachable");
    expect(before.archive.queue().counts).toMatchObject({ waiting: 3, sent: 0, refused: 0 });
    await before.close();

    await orthanc.start();
    const { archive, until } = openClinic(folder, noVision);
    archive.retry(first?.sequence ?? NaN);
    await until(() => archive.queue().counts.sent === 3);
    expect(await instancesOf(orthanc)).toHaveLength(3);
    expect(archive.send(photoIds)).toBe(0);
  });

  it("gets a photo anew for the patient whose it turns out to be, as another object", async () => {
    const orthanc = await runningOrthanc();
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    archive.update(accessTo(orthanc));
    archive.send([photoId]);
    await until(() => archive.queue().counts.sent === 1);
    const right = store.patients.create(newPatient({ number: "2" }), new Date());
    archive.handOver([photoId], () => {
      store.photos.assign(photoId, right);
    });
    const { entries, misfiled } = archive.queue();
    const [{ study, instance } = { study: "", instance: "" }] = misfiled.entries;
    archive.retry(entries[0]?.sequence ?? NaN);
    await until(() => archive.queue().counts.sent === 1);

    const instances = await instancesOf(orthanc);
    const tags = await Promise.all(
      instances.map(async (instance) => {
        const answer = await orthanc.ask(`/instances/${instance}/simplified-tags`);
        return (await answer.json()) as Record<string, string>;
      }),
    );
    const uidsOf = (number: string): (string | undefined)[] => {
      const found = tags.find(({ PatientID }) => PatientID === number);
      return [found?.["StudyInstanceUID"], found?.["SOPInstanceUID"]];
    };
    expect(tags).toHaveLength(2);
    expect(uidsOf("1")).toEqual([study, instance]);
    expect(uidsOf("2")[1]).not.toBe(uidsOf("1")[1]);
    expect(
      store.audit.list({ ...NO_AUDIT_FILTER, action: "archive.misfiled" }, 10, 0).entries,
    ).toMatchObject([{ subject: photoId, details: { study, instance } }]);
  });

  it("gets nothing with a wrong password, and all of it with the right one", async () => {
    const orthanc = await runningOrthanc();
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    expect(await codeOf(archive.test({ ...orthanc, password: "guessed" }))).toBe("archive.denied");
    archive.update(accessTo(orthanc, { password: "guessed" }));
    archive.send([photoId]);
    await until(() => archive.queue().paused);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0, refused: 0 },
      pausedBy: { code: "archive.denied" },
    });
    archive.update(accessTo(orthanc));
    await until(() => archive.queue().counts.sent === 1);
    expect(archive.queue().paused).toBe(false);
  });

  it("is asked before a photo is sent again whose answer was lost", async () => {
    const orthanc = await runningOrthanc();
    const relay = await deafRelay(orthanc);
    const folder = newClinicFolder();
    const before = openClinic(folder, noVision);
    const photoId = addPhoto(before.store, await lesionFile(), { number: "1" });
    before.archive.update(accessTo(orthanc, { url: relay.url }));
    before.archive.send([photoId]);
    // The archive has it, and the application is gone before it could be told.
    await relay.swallowed;
    await before.close();
    expect(await instancesOf(orthanc)).toHaveLength(1);
    expect(relay.stored()).toBe(1);

    const { archive, until } = openClinic(folder, noVision);
    expect(archive.queue().counts).toMatchObject({ waiting: 1, sent: 0, refused: 0 });
    archive.wake();
    await until(() => archive.queue().counts.sent === 1);
    expect(relay.stored()).toBe(1);
    expect(await instancesOf(orthanc)).toHaveLength(1);
  });
});

describe("an archive that is none", () => {
  const clinic = async () => {
    const { store, archive } = openClinic(newClinicFolder(), noVision);
    return { archive, photoId: addPhoto(store, await lesionFile(), { number: "1" }) };
  };
  const test = async (url: string): Promise<string | undefined> => {
    const { archive } = await clinic();
    return codeOf(archive.test({ url, user: "lentigo", password: "a secret" }));
  };

  it("is told apart: nobody there, a web site, a server with troubles of its own", async () => {
    expect(await test(`http://127.0.0.1:${String(await freePort())}/dicom-web`)).toBe(
      "archive.unreachable",
    );
    expect(await test("http://archive.invalid/dicom-web")).toBe("archive.unreachable");
    expect(await test(await answering(200, "<!doctype html>"))).toBe("archive.address");
    expect(await test(await answering(404, ""))).toBe("archive.address");
    expect(await test(await answering(301, ""))).toBe("archive.address");
    expect(await test(await answering(403, ""))).toBe("archive.denied");
    expect(await test(await answering(503, ""))).toBe("archive.failed");
    const plain = await answering(200, "[]");
    expect(await test(plain)).toBeUndefined();
    expect(await test(plain.replace("http:", "https:"))).toBe("archive.address");
  });

  it.skipIf(!hasOpenssl)("is not told a password where nobody vouches for it", async () => {
    let isAsked = false;
    const server = createSecureServer(ownCertificate(), (_, answer) => {
      isAsked = true;
      answer.end("[]");
    });
    const url = await listening(server);
    expect(await test(url.replace("http:", "https:"))).toBe("archive.certificate");
    expect(isAsked).toBe(false);
  });

  it("may refuse a photo, with a reason, and others still go", async () => {
    const refusal = {
      "00081198": { vr: "SQ", Value: [{ "00081197": { vr: "US", Value: [0xa900] } }] },
    };
    const url = await answering(409, JSON.stringify(refusal));
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const file = await lesionFile();
    const photoIds = ["1", "2"].map((number) => addPhoto(store, file, { number }));
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send(photoIds);
    await until(() => archive.queue().counts.refused === 2);
    expect(archive.queue().entries[0]?.failure).toEqual({
      code: "archive.refused",
      details: { reason: "0xa900" },
    });
    expect(archive.queue().paused).toBe(false);
  });

  it("is not tried again and again with a photo whose file the disk has lost", async () => {
    const url = await answering(503, "");
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    store.blobs.remove(store.photos.files(photoId).blob);
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send([photoId]);
    await until(() => archive.queue().counts.refused === 1);
    expect(archive.queue()).toMatchObject({
      paused: false,
      entries: [{ failure: { code: "photo.file-missing" } }],
    });
  });

  it("goes on with the others where somebody takes out the photo that is just being refused", async () => {
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const file = await lesionFile();
    const photoIds = ["1", "2"].map((number) => addPhoto(store, file, { number }));
    let asked = 0;
    const url = await listening(
      createServer((question, answer) => {
        question.resume().on("end", () => {
          asked += 1;
          const first = archive.queue().entries.find(({ photo }) => photo.id === photoIds[0]);
          if (first) archive.remove(first.sequence);
          answer.writeHead(409).end("{}");
        });
      }),
    );
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send(photoIds);
    await until(() => archive.queue().counts.refused === 1);
    expect(asked).toBe(2);
  });

  it("is in the log as sent to, also where the photo was taken out of the line meanwhile", async () => {
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    const url = await listening(
      createServer((question, answer) => {
        question.resume().on("end", () => {
          const [entry] = archive.queue().entries;
          if (entry) archive.remove(entry.sequence);
          answer.writeHead(200).end("{}");
        });
      }),
    );
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send([photoId]);
    const filter = { ...NO_AUDIT_FILTER, action: "archive.sent", subject: photoId } as const;
    const sent = (): number => store.audit.list(filter, 1, 0).total;
    await until(() => sent() === 1);
    expect(archive.queue().entries).toEqual([]);
  });

  it("is not in the log alone where a photo changes hands while it is being sent", async () => {
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    const url = await listening(
      createServer((question, answer) => {
        question.resume().on("end", () => {
          const right = store.patients.create(newPatient({ number: "2" }), new Date());
          archive.handOver([photoId], () => {
            store.photos.assign(photoId, right);
          });
          answer.writeHead(200).end("{}");
        });
      }),
    );
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send([photoId]);
    await until(
      () => store.audit.list({ ...NO_AUDIT_FILTER, action: "archive.sent" }, 1, 0).total === 1,
    );
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0, refused: 0 },
      misfiled: { count: 1 },
    });
  });

  it("leaves in doubt what it answered nothing readable to", async () => {
    const url = await answering(200, "thank you");
    const { store, archive, until } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    archive.update({ access: { url, user: "", password: "" }, afterConfirmation: false });
    archive.send([photoId]);
    await until(() => archive.queue().paused);
    expect(store.archiveQueue.list(10)).toMatchObject([
      { state: "waiting", inDoubt: true, failure: { code: "archive.address" } },
    ]);
  });

  it("is not sent to before it is set up, while it is stopped, or what nobody owns", async () => {
    const { store, archive } = openClinic(newClinicFolder(), noVision);
    const photoId = addPhoto(store, await lesionFile(), { number: "1" });
    const send = (id: PhotoId): string | undefined => {
      try {
        archive.send([id]);
        return undefined;
      } catch (error) {
        return failureOf(error)?.code;
      }
    };
    expect(send(photoId)).toBe("archive.not-set-up");
    const access = { url: `http://127.0.0.1:${String(await freePort())}`, user: "", password: "" };
    archive.update({ access, afterConfirmation: true });
    archive.pause(true);
    store.photos.assign(photoId, null);
    expect(send(photoId)).toBe("archive.no-patient");
    archive.confirmed(photoId);
    expect(archive.queue()).toMatchObject({ paused: true, pausedBy: null, entries: [] });
  });

  it("never sees a password that another one was given", async () => {
    const seen: (string | undefined)[] = [];
    const url = await listening(
      createServer((question, answer) => {
        seen.push(question.headers.authorization);
        answer.end("[]");
      }),
    );
    const { archive } = openClinic(newClinicFolder(), noVision);
    const access = { url: "https://archive.invalid/dicom-web", user: "a", password: "secret" };
    archive.update({ access, afterConfirmation: false });
    expect(archive.settings()).toEqual({
      url: access.url,
      user: "a",
      hasPassword: true,
      afterConfirmation: false,
    });
    await archive.test({ url, user: "a", password: null });
    expect(seen).toEqual([`Basic ${Buffer.from("a:").toString("base64")}`]);
  });
});

/** A key, and a certificate that its owner has signed. */
function ownCertificate(): { key: Buffer; cert: Buffer } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"],
      ...["-keyout", key, "-out", cert],
    ],
    { stdio: "ignore" },
  );
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** A server that gives every question the same answer; its address. */
function answering(status: number, body: string): Promise<string> {
  return listening(
    createServer((question, answer) => {
      question.resume().on("end", () => answer.writeHead(status).end(body));
    }),
  );
}

async function listening(
  server: Pick<Server, "listen" | "close" | "closeAllConnections">,
): Promise<string> {
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String(port)}/dicom-web`;
}

/** Hands questions on to the archive, and keeps the first answer to a photo for itself. */
async function deafRelay({ url, user, password }: Orthanc) {
  let stored = 0;
  let swallow = (): void => undefined;
  const swallowed = new Promise<void>((resolve) => {
    swallow = resolve;
  });
  const Authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const relay = await listening(
    createServer((question, answer) => {
      const parts: Buffer[] = [];
      question.on("data", (part: Buffer) => parts.push(part));
      question.on("end", () => {
        const isPhoto = question.method === "POST";
        if (isPhoto) stored += 1;
        const path = (question.url ?? "").replace("/dicom-web", "");
        const headers = {
          Authorization,
          Accept: "application/dicom+json",
          ...(isPhoto ? { "Content-Type": question.headers["content-type"] ?? "" } : {}),
        };
        const body = isPhoto ? { body: Buffer.concat(parts) } : {};
        void fetch(`${url}${path}`, { method: question.method ?? "GET", headers, ...body })
          .then(async (given) => ({ status: given.status, text: await given.text() }))
          .then(({ status, text }) => {
            if (isPhoto && stored === 1) swallow();
            else answer.writeHead(status, { "Content-Type": "application/dicom+json" }).end(text);
          });
      });
    }),
  );
  return { url: relay, swallowed, stored: () => stored };
}
