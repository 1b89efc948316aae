import type { ClinicChannel } from "../contract/requests";
import type { Store } from "../store/open";
import type { Accounts } from "../workflows/accounts";
import type { RecordedChange } from "../workflows/recordedChange";
import type { HandlersFor, HandlersOf } from "./handlers";

export interface AccountHandlerOptions {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly recorded: RecordedChange;
  /** The clinic's name, its time until it locks or an account has changed. */
  readonly settingsChanged: () => void;
}

type OwnChannel = Extract<ClinicChannel, `session.${string}`>;

export function accountHandlers({
  store,
  accounts,
  recorded,
  settingsChanged,
}: AccountHandlerOptions): HandlersOf<"accounts"> & HandlersOf<"clinic"> & HandlersFor<OwnChannel> {
  return {
    "accounts.list": () => store.accounts.list(),
    "accounts.create": ({ password, ...account }) => accounts.create(account, password),
    "accounts.update": ({ accountId, disabled, ...account }) => {
      const updated = accounts.update(accountId, account, disabled);
      settingsChanged();
      return updated;
    },
    "accounts.resetPassword": async ({ accountId, password }) => {
      await accounts.resetPassword(accountId, password);
      return {};
    },
    "accounts.renewRecoveryKey": async ({ password }) => ({
      recoveryKey: await accounts.renewRecoveryKey(password),
    }),
    "session.changePassword": async ({ password, next }) => {
      await accounts.changeOwnPassword(password, next);
      return {};
    },
    "clinic.settings": () => store.settings.clinic(),
    "clinic.update": (settings) => {
      recorded("clinic.changed", null, () => {
        store.settings.updateClinic(settings);
      });
      settingsChanged();
      return settings;
    },
  };
}
