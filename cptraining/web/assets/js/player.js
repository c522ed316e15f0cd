// A step or a question: forms, saving while one writes, films.
import "./parts/forms.js";
import "./parts/video.js";
import { keepSaved } from "./parts/save.js";

for (const form of document.querySelectorAll("form[data-save]")) keepSaved(form);
