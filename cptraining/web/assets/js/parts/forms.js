// Every page with a form: focus on the error summary, showing a password, no double clicks.
import { Button, ErrorSummary, PasswordInput, createAll } from "nhsuk-frontend";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
for (const component of [Button, ErrorSummary, PasswordInput]) createAll(component);
for (const words of document.querySelectorAll("[data-nojs]")) words.remove();
