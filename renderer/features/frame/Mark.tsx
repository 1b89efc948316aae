import styles from "./frame.module.css";

/** Lentigo's mark: a spot under a lens. */
export function Mark() {
  return (
    <svg className={styles["mark"]} viewBox="0 0 24 24" width={24} height={24} aria-hidden>
      <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path
        d="M11.2 7.6c2-.6 4.3.5 5 2.3.7 1.9-.1 3-.6 4.3-.6 1.5-1.900 2.300-3.600 2.100-1.300-.2-2-.9-3.100-1.700C7.600 13.600 7 12.300 7.400 10.900c.5-1.800 2.100-2.800 3.800-3.300Z"
        fill="currentColor"
      />
    </svg>
  );
}
