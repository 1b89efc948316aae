import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Language of the label where it is not the window's. */
  readonly lang?: string;
}

interface ChoiceMenuProps<Value extends string> {
  readonly label: string;
  readonly icon: Icon;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  /** Begins the test ids: `NAME-switch`, `NAME-VALUE`. */
  readonly name: string;
  readonly onChoose: (value: Value) => void;
}

/** An icon that opens a list of which one is chosen. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon: Symbol, value, choices, name, onChoose } = props;
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={label}
          data-testid={`${name}-switch`}
        >
          <Symbol size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        <Menu.RadioGroup value={value}>
          {choices.map((choice) => (
            <Menu.RadioItem
              key={choice.value}
              value={choice.value}
              lang={choice.lang}
              closeMenuOnClick
              checkIcon={<IconCheck size={16} />}
              rightSection={choice.icon}
              data-testid={`${name}-${choice.value}`}
              onChange={() => {
                onChoose(choice.value);
              }}
            >
              {choice.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
