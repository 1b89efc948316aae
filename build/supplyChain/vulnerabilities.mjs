// Asks the package registry for known vulnerabilities of what the lock file holds. Ends with 1
// where a package that people get has one of level high or critical that is not accepted below.
// Where the registry does not answer, nothing is known: that is said, and the status is 0.
//
//   node build/supplyChain/vulnerabilities.mjs
import { fileURLToPath } from "node:url";
import { attempt } from "../setup/commands.mjs";
import { main, root } from "../setup.mjs";
import { lockedPackages } from "./lock.mjs";

/** Levels that keep a package from being shipped. */
const GRAVE = ["high", "critical"];

/**
 * Packages whose advisories do not reach us, each until a day on which somebody looks again.
 *
 * @type {readonly { name: string, reason: string, until: string }[]}
 */
export const ACCEPTED = [
  {
    name: "tar",
    reason: "TensorFlow's install script unpacks with it; the application never loads it",
    until: "2027-05-31",
  },
];

/**
 * What `npm audit --json` says, as far as it is used here.
 *
 * @typedef {object} AuditReport
 * @property {Record<string, AuditedPackage>} vulnerabilities
 *
 * @typedef {object} AuditedPackage
 * @property {string} name
 * @property {string} severity
 * @property {(string | Advisory)[]} via advisories of its own, and names of what it needs that has some
 * @property {string[]} nodes paths where it lies
 *
 * @typedef {object} Advisory
 * @property {string} title
 * @property {string} url ends with the advisory's id
 * @property {string} severity
 */

/**
 * @typedef {object} Finding
 * @property {string} name
 * @property {string} advisory
 * @property {string} severity
 * @property {string} title
 * @property {"refused" | "accepted" | "noted"} verdict noted: not grave, or not shipped
 */

/**
 * Judges every advisory of every package.
 *
 * @param {AuditReport} report
 * @param {ReadonlySet<string>} shipped paths
 * @param {typeof ACCEPTED} accepted
 * @param {string} today as 2026-03-04
 * @returns {Finding[]}
 */
export function judge({ vulnerabilities }, shipped, accepted, today) {
  return Object.values(vulnerabilities).flatMap(({ name, via, nodes }) => {
    const isShipped = nodes.some((path) => shipped.has(path));
    const isAccepted = accepted.some((each) => each.name === name && today <= each.until);
    return via.flatMap((cause) => {
      if (typeof cause === "string") return []; // told where it is itself
      const advisory = cause.url.slice(cause.url.lastIndexOf("/") + 1);
      const { severity, title } = cause;
      /** @type {Finding["verdict"]} */
      let verdict = "noted";
      if (isShipped && GRAVE.includes(severity)) verdict = isAccepted ? "accepted" : "refused";
      return [{ name, advisory, severity, title, verdict }];
    });
  });
}

/** @returns {AuditReport | null} null where the registry does not answer */
function askRegistry() {
  const { output } = attempt(
    "npm",
    ["audit", "--json", "--package-lock-only", "--fetch-retries=0", "--fetch-timeout=20000"],
    { cwd: root, minutes: 2 },
  );
  try {
    const report = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
    return report.vulnerabilities ? report : null;
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const report = askRegistry();
    if (!report) {
      process.stdout.write(
        "NOT CHECKED: the package registry did not tell what vulnerabilities are known\n",
      );
      return 0;
    }
    const packages = lockedPackages(root);
    const shipped = new Set(packages.filter((each) => each.shipped).map(({ path }) => path));
    const findings = judge(report, shipped, ACCEPTED, new Date().toISOString().slice(0, 10));
    for (const { verdict, severity, name, advisory, title } of findings) {
      process.stdout.write(`${verdict}  ${severity}  ${name}  ${advisory}  ${title}\n`);
    }
    const refused = findings.filter(({ verdict }) => verdict === "refused").length;
    process.stdout.write(
      `${packages.length} packages, ${findings.length} advisories, ${refused} of them refused\n`,
    );
    return refused === 0 ? 0 : 1;
  });
}
