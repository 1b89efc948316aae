import { KeysDialog } from "./KeysDialog";
import { QuickStartDialog } from "./QuickStartDialog";

/** What the question mark offers. */
export type HelpPage = "keys" | "quick-start";

interface HelpDialogsProps {
  /** Null: none. */
  readonly page: HelpPage | null;
  readonly onPage: (page: HelpPage | null) => void;
}

export function HelpDialogs({ page, onPage }: HelpDialogsProps) {
  const close = (): void => {
    onPage(null);
  };
  return (
    <>
      <KeysDialog
        opened={page === "keys"}
        onClose={close}
        onQuickStart={() => {
          onPage("quick-start");
        }}
      />
      {page === "quick-start" && <QuickStartDialog onClose={close} />}
    </>
  );
}
