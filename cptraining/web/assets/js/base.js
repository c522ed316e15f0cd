// A page with a form that is sent by its button.
import "./parts/forms.js";
import "./parts/kept.js";
