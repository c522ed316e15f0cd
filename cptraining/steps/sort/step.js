// Cards go into bins.
import { begin } from "../../web/assets/js/parts/cards.js";

begin("sort");
