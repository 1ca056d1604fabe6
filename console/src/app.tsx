import { ChatPage } from "./chat/chat-page.tsx";
import { DeskPage } from "./desk/desk-page.tsx";
import { useFocusKept } from "./focus.ts";
import { MissingPage } from "./missing-page.tsx";
import { PastePage } from "./paste/paste-page.tsx";
import { usePaste } from "./paste/use-paste.ts";
import { useRoute } from "./router.ts";
import { Navigation } from "./shell/navigation.tsx";
import classes from "./shell/shell.module.css";

export function App() {
  const route = useRoute();
  useFocusKept();
  // Kept here: what was pasted survives a look at the chat.
  const paste = usePaste();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      <Navigation route={route} />
      <main id="content" className={classes.main} tabIndex={-1}>
        {route.page === "chat" && <ChatPage conversation={route.conversation} />}
        {route.page === "paste" && <PastePage paste={paste} />}
        {route.page === "desk" && <DeskPage conversation={route.conversation} />}
        {route.page === "missing" && <MissingPage />}
      </main>
    </div>
  );
}
