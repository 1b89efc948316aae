import { Button, Menu } from "@mantine/core";
import { IconLock, IconSettings, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useAccount } from "../../api/useSession";
import { showFailure } from "../../ui/showFailure";
import { useShortcuts } from "../../ui/useShortcuts";
import { keyText } from "../../words/keyNames";
import styles from "./frame.module.css";
import { useNavigation } from "./navigation";

/** Who is signed in; locking, and the way to the own account. */
export function UserMenu() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const account = useAccount();
  const lock = (): void => {
    call("session.lock", {}).catch(showFailure);
  };
  useShortcuts({ "ctrl+l": lock });
  if (!account) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconUser size={20} stroke={1.6} />}
          classNames={{ label: styles["user"] ?? "" }}
          aria-label={t("frame.user.label", { name: account.fullName || account.name })}
          data-testid="user-menu"
        >
          {account.fullName || account.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(`roles.${account.role}`)}</Menu.Label>
        <Menu.Item
          leftSection={<IconSettings size={16} stroke={1.6} />}
          onClick={() => {
            go({ room: "settings" });
          }}
        >
          {t("frame.settings")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLock size={16} stroke={1.6} />}
          rightSection={<kbd className={styles["menuKey"]}>{keyText("Ctrl L")}</kbd>}
          onClick={lock}
          data-testid="lock"
        >
          {t("frame.user.lock")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
