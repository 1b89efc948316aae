import "@fontsource-variable/source-sans-3/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/theme.css";
import "./ui/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/queryClient";
import { followEvents } from "./api/storeEvents";
import { App } from "./App";
import { showFailure } from "./ui/showFailure";
import { shareStyleNonce } from "./ui/styleNonce";
import { loadWords } from "./words/i18n";

shareStyleNonce();
await loadWords();
const queryClient = createQueryClient(showFailure);
followEvents(queryClient);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} />
  </StrictMode>,
);
