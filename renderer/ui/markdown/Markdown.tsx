import type { ReactNode } from "react";
import styles from "./markdown.module.css";
import { parseMarkdown, type Block, type Inline } from "./parseMarkdown";

interface MarkdownProps {
  readonly text: string;
  /** How deep the page's own headings go: a first heading stands one below. */
  readonly below: number;
}

/** A text in Markdown, its headings below those of the page that shows it. */
export function Markdown({ text, below }: MarkdownProps) {
  return (
    <div className={styles["markdown"]} data-selectable>
      {parseMarkdown(text).map((block, index) => (
        <BlockView key={index} block={block} below={below} />
      ))}
    </div>
  );
}

interface BlockViewProps {
  readonly block: Block;
  readonly below: number;
}

const HEADINGS = ["h2", "h3", "h4", "h5", "h6"] as const;

function BlockView({ block, below }: BlockViewProps) {
  switch (block.kind) {
    case "heading": {
      const Heading = HEADINGS[below + block.level - 2] ?? "h6";
      return (
        <Heading className={styles["heading"]} data-level={block.level}>
          {inlines(block.text)}
        </Heading>
      );
    }
    case "paragraph":
      return <p>{inlines(block.text)}</p>;
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List className={styles["list"]}>
          {block.items.map((item, index) => (
            <li key={index}>{inlines(item)}</li>
          ))}
        </List>
      );
    }
    case "table":
      return <TableView table={block} />;
  }
}

function TableView({ table }: { readonly table: Extract<Block, { kind: "table" }> }) {
  const { head, rows, isRight } = table;
  return (
    <div className={styles["tableBox"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {head.map((cell, column) =>
              cell.length === 0 ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col" data-right={isRight[column] || undefined}>
                  {inlines(cell)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} data-right={isRight[column] || undefined}>
                  {inlines(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(line: readonly Inline[]): ReactNode[] {
  return line.map(({ style, text }, index) => {
    switch (style) {
      case "plain":
        return text;
      case "strong":
        return <strong key={index}>{text}</strong>;
      case "emphasis":
        return <em key={index}>{text}</em>;
      case "code":
        return <code key={index}>{text}</code>;
    }
  });
}
