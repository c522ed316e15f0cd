// On a phone the filters start closed; without this script they are open everywhere.
const filters = document.querySelector("[data-filters]");
if (filters && !matchMedia("(min-width: 40.0625em)").matches) filters.open = false;
