import { mountAll } from "./editor.js";

window.bodyEditors = mountAll()
