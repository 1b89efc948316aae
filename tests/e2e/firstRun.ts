/** The first run, as a person goes through it. */
import type { Page } from "@playwright/test";
import { ADMINISTRATOR } from "./clinic";

type Founder = Readonly<Record<keyof typeof ADMINISTRATOR, string>>;

/** Fills in who founds the clinic; the recovery key is shown then. */
export async function foundClinic(window: Page, founder: Founder = ADMINISTRATOR): Promise<void> {
  await window.getByTestId("clinic-name").fill(founder.clinicName);
  await window.getByTestId("full-name").fill(founder.fullName);
  await window.getByTestId("sign-in-name").fill(founder.name);
  await window.getByTestId("new-password").fill(founder.password);
  await window.getByTestId("new-password-again").fill(founder.password);
  await window.getByTestId("found-clinic").click();
  await window.getByTestId("recovery-key").waitFor();
}

/** Types the two groups of the recovery key that are asked back; gives it. */
export async function keepRecoveryKey(window: Page): Promise<string> {
  const groups = await window.getByTestId("recovery-key").locator("code").allTextContents();
  for (const place of ["0", "1"]) {
    const field = window.getByTestId(`recovery-group-${place}`);
    await field.fill(groups[Number(await field.getAttribute("data-group"))] ?? "");
  }
  await window.getByTestId("recovery-stored").click();
  await window.getByTestId("user-menu").waitFor();
  return groups.join("-");
}
