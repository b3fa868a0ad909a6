// The view of a quote: its paragraphs, and below them whose words they are.

import { h, uniqueId } from "./dom.js";
import { isForeignMutation, setAttribute, textInput } from "./fields.js";

export function quoteView({ editor, node, getPos }) {
  const contentDOM = h("div", { class: "be-quote-words" })
  const id = uniqueId("be-attribution")
  const input = textInput({ id, value: node.attrs.attribution, change: (value) => setAttribute(editor, getPos, "attribution", value) })
  const line = h(
    "div",
    { class: "be-quote-attribution", contenteditable: "false" },
    h("label", { for: id }, "Whose words"),
    input.element,
  )
  const dom = h("blockquote", { class: "be-quote" }, contentDOM, line)
  return {
    dom,
    contentDOM,
    update(updated) {
      if (updated.type !== node.type) return false
      input.show(updated.attrs.attribution)
      return true
    },
    stopEvent: (event) => line.contains(event.target),
    ignoreMutation: (mutation) => isForeignMutation(mutation, contentDOM),
  }
}
