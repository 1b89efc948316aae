// A Debian package of the unpacked folder, by dpkg-deb: Debian has it, on every network.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { run } from "../setup/commands.mjs";
import { LIBRARIES } from "../setup/system.mjs";
import { MODEL_MIME_TYPE } from "./builder.mjs";
import { placeFile } from "./stage.mjs";

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

/** Where the program lies once it is installed. */
const HOME = "opt/Lentigo";

/**
 * @param {object} given
 * @param {string} given.unpacked what electron-builder unpacked
 * @param {string} given.icons `NxN.png`
 * @param {string} given.output folder for the package and what it is made of
 * @param {{ name: string, version: string, description: string }} given.manifest
 * @returns {string} the package
 */
export function buildDeb({ unpacked, icons, output, manifest }) {
  const { name, version } = manifest;
  const architecture = ARCHITECTURES[/** @type {"x64" | "arm64"} */ (process.arch)];
  const tree = join(output, "deb");
  rmSync(tree, { recursive: true, force: true });
  placeProgram(unpacked, join(tree, HOME));
  placeIcons(icons, tree, name);
  write(join(tree, "usr/share/applications", `${name}.desktop`), DESKTOP_ENTRY);
  write(join(tree, "usr/share/mime/packages", `${name}.xml`), MIME_TYPES);
  write(
    join(tree, "usr/share/doc", name, "copyright"),
    readFileSync(join(unpacked, "resources/LICENSE.txt"), "utf8") +
      `\nWorks of others inside: /${HOME}/resources/THIRD-PARTY-NOTICES.txt\n`,
  );
  mkdirSync(join(tree, "usr/bin"));
  symlinkSync(`../../${HOME}/${name}`, join(tree, "usr/bin", name));
  const files = filesBelow(tree);
  write(
    join(tree, "DEBIAN/control"),
    control({ manifest, architecture, kibibytes: kibibytesOf(files) }),
  );
  write(join(tree, "DEBIAN/md5sums"), checksums(tree, files));
  copyFileSync(join(import.meta.dirname, "debian/postrm"), join(tree, "DEBIAN/postrm"));
  chmodSync(join(tree, "DEBIAN/postrm"), 0o755);
  const file = join(output, `${name}_${version}_${architecture}.deb`);
  run("dpkg-deb", ["--root-owner-group", "-Zxz", "-z1", "--build", tree, file]);
  rmSync(tree, { recursive: true });
  return file;
}

/**
 * @param {string} from
 * @param {string} to
 */
function placeProgram(from, to) {
  for (const file of filesBelow(from)) {
    const place = join(to, relative(from, file));
    // It gets another mode than the unpacked one, so it needs to be a file of its own.
    if (!file.endsWith("/chrome-sandbox")) placeFile(file, place);
    else write(place, readFileSync(file));
  }
  // Where the kernel gives users no namespaces, this is what lets Chromium shut its pages in.
  chmodSync(join(to, "chrome-sandbox"), 0o4755);
}

/**
 * @param {string} icons
 * @param {string} tree
 * @param {string} name
 */
function placeIcons(icons, tree, name) {
  for (const file of readdirSync(icons)) {
    const size = file.replace(".png", "");
    placeFile(
      join(icons, file),
      join(tree, "usr/share/icons/hicolor", size, "apps", `${name}.png`),
    );
  }
}

const DESKTOP_ENTRY = `[Desktop Entry]
Type=Application
Name=Lentigo
Comment=Which skin lesion to look at first
Comment[de]=Welche Hautveränderung zuerst angesehen werden sollte
Exec=/${HOME}/lentigo %f
MimeType=${MODEL_MIME_TYPE};
Icon=lentigo
Terminal=false
StartupWMClass=Lentigo
Categories=Science;MedicalSoftware;
`;

const MIME_TYPES = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${MODEL_MIME_TYPE}">
    <comment>Lentigo model version</comment>
    <comment xml:lang="de">Lentigo-Modellversion</comment>
    <glob pattern="*.lentigo-model"/>
  </mime-type>
</mime-info>
`;

/**
 * @param {object} given
 * @param {{ name: string, version: string, description: string }} given.manifest
 * @param {string} given.architecture
 * @param {number} given.kibibytes
 */
function control({ manifest: { name, version, description }, architecture, kibibytes }) {
  const depends = LIBRARIES.map(({ packages }) => packages.join(" | ")).join(", ");
  return `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: The Lentigo authors
Installed-Size: ${kibibytes}
Depends: ${depends}
Recommends: libsecret-1-0
Section: science
Priority: optional
Description: ${description}
 Decision support for clinicians, and not a cleared medical device.
`;
}

/** @param {string[]} files */
function kibibytesOf(files) {
  return files.reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0);
}

/**
 * @param {string} tree
 * @param {string[]} files
 */
function checksums(tree, files) {
  const lines = files.map((file) => {
    const hash = createHash("md5").update(readFileSync(file)).digest("hex");
    return `${hash}  ${relative(tree, file)}\n`;
  });
  return lines.join("");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * @param {string} file
 * @param {string | Buffer} content
 */
function write(file, content) {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
}
