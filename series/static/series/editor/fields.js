// Inputs inside node views, which write an attribute of their node.

import { h } from "./dom.js";

export const LONGEST = 10000

/** A text input that grows; its value reaches the document as it is typed, an empty one as null. */
export function textInput({ id, value, change, describedBy = null }) {
  const element = h("textarea", { id, rows: "1", maxlength: LONGEST, class: "be-input", "aria-describedby": describedBy })
  element.value = value ?? ""
  // Emptied fields are null; one that was empty text and stays untouched is left as it is.
  element.addEventListener("input", () => change(element.value || null))
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) event.preventDefault()
  })
  return {
    element,
    show(updated) {
      if (element.value !== (updated ?? "")) element.value = updated ?? ""
    },
  }
}

export function setAttribute(editor, getPos, name, value) {
  const position = getPos()
  if (position === undefined || !editor.isEditable) return
  editor.view.dispatch(editor.state.tr.setNodeAttribute(position, name, value))
}

/**
 * What ProseMirror has to ignore in a node view: everything outside its content, and every attribute. A view whose
 * attribute changes were read back would be drawn again by them, without end.
 */
export function isForeignMutation(mutation, contentDOM) {
  if (mutation.type === "selection") return !contentDOM?.contains(mutation.target)
  return mutation.type === "attributes" || !contentDOM?.contains(mutation.target)
}
