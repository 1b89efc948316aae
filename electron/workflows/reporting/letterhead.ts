import type { ClinicSettings } from "../../contract/session";
import type { ReportGap } from "../../domain/report";
import type { Letterhead } from "../../reports/reportContent";

const PNG_DATA_URL = "data:image/png;base64,";

export function letterheadOf({ name, logo, address, phone, mail }: ClinicSettings): Letterhead {
  return {
    clinic: name,
    lines: [...address.split("\n"), phone, mail].map((line) => line.trim()).filter(Boolean),
    logo: logo === null ? null : { bytes: bytesOf(logo), format: "png" },
  };
}

/** What the letterhead lacks. */
export function letterheadGaps({ lines, logo }: Letterhead): ReportGap[] {
  const gaps = [logo === null && "no-logo", lines.length === 0 && "no-address"] as const;
  return gaps.filter((gap) => gap !== false);
}

function bytesOf(logo: string): Uint8Array {
  return new Uint8Array(Buffer.from(logo.slice(PNG_DATA_URL.length), "base64"));
}
