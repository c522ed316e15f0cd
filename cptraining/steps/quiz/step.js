// What a try at a quiz shows of the moment: the time that is left, and answers that are not sent.
import { drafts } from "../../web/assets/js/parts/drafts.js";

const SOON = 300;
const LAST = 60;
const LOOK_EVERY = 2000;
const LEAVE_AFTER = 3000;

// Counts down to the end that the server set; says aloud only when five minutes and one are left.
function countDown(line) {
  const { secondsLeft, next } = line.dataset;
  const end = Date.now() + secondsLeft * 1000;
  const shown = line.querySelector("[data-time]");
  const said = line.querySelector("[data-time-said]");
  const words = shown.textContent;
  const timer = setInterval(() => {
    const left = Math.max(Math.round((end - Date.now()) / 1000), 0);
    shown.textContent = `${words} (${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")})`;
    line.classList.toggle("is-last", left <= LAST);
    if (left <= SOON && left > LAST) said.textContent = said.dataset.soon;
    if (left <= LAST && left > 0) said.textContent = said.dataset.last;
    if (left > 0) return;
    clearInterval(timer);
    said.textContent = said.dataset.up;
    setTimeout(() => location.assign(next), LEAVE_AFTER); // what is unsaved is sent on leaving
  }, 1000);
}

// Which answers this browser still keeps for the server. Once the server has one, the page that
// called it unanswered is out of date.
function showUnsent(items) {
  const kept = new Set(drafts().map(({ path }) => path));
  for (const item of items) {
    const note = item.querySelector("[data-unsaved]");
    const isKept = kept.has(item.dataset.savedAt);
    if (!isKept && !note.hidden) return location.reload();
    note.hidden = !isKept;
  }
}

for (const line of document.querySelectorAll("[data-seconds-left]")) countDown(line);

const items = document.querySelectorAll("[data-saved-at]");
if (items.length) {
  showUnsent(items);
  setInterval(() => showUnsent(items), LOOK_EVERY);
}
