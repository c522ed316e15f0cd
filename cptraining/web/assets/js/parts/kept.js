// Sends what other pages have kept in this browser. What the server does not take as it is waits
// for its own page, which shows it beside the newer answer.
import { drafts, drop, leaveToItsPage } from "./drafts.js";
import { post, saving } from "./post.js";

async function sendKept() {
  if (!document.querySelector("[name=csrf_token]")) return;
  for (const draft of drafts().filter(({ path, waits }) => path !== location.pathname && !waits)) {
    const { status } = await post(draft.path, saving(draft.fields, draft.number));
    if (status < 300) drop(draft);
    else if (status < 500) leaveToItsPage(draft);
    else return;
  }
}

sendKept();
addEventListener("online", sendKept);
