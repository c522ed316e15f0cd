// A step or a question: forms, lists of rows, saving while one writes, undo.
import "./parts/forms.js";
import "./parts/kept.js";
import { rowsIn } from "./parts/rows.js";
import { keepSaved } from "./parts/save.js";
import { undoIn } from "./parts/undo.js";

for (const root of document.querySelectorAll("[data-rows]")) rowsIn(root);
for (const form of document.querySelectorAll("form[data-undo]")) undoIn(form);
for (const form of document.querySelectorAll("form[data-save]")) keepSaved(form);
