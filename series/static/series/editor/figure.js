// The view of a figure: its picture, and this article's words for it.

import { h, icon, uniqueId } from "./dom.js";
import { isForeignMutation, setAttribute, textInput } from "./fields.js";

const FIELDS = [
  ["caption", "Caption", "What stands under the picture in this article."],
  ["credit", "Credit", "Whose picture it is, as this article gives it."],
  ["alt", "Alternative text", "What one who cannot see the picture should know."],
]

export function figureView({ editor, node, getPos }) {
  return new FigureView(editor, node, getPos)
}

class FigureView {
  constructor(editor, node, getPos) {
    this.editor = editor
    this.node = node
    this.getPos = getPos
    this.tools = editor.storage.bodyTools
    this.picture = h("div", { class: "be-picture" })
    this.inputs = FIELDS.map(([name, label, help]) => this.#field(name, label, help))
    this.dom = h(
      "figure",
      { class: "be-figure", contenteditable: "false" },
      this.picture,
      h("div", { class: "be-fields" }, ...this.inputs.map((input) => input.row)),
      this.#buttons(),
    )
    this.forget = this.tools.library.listen(() => this.#showPicture())
    this.#showPicture()
  }

  #field(name, label, help) {
    const id = uniqueId(`be-${name}`)
    const input = textInput({
      id,
      value: this.node.attrs[name],
      change: (value) => setAttribute(this.editor, this.getPos, name, value),
    })
    input.element.placeholder = help
    return { ...input, name, row: h("div", { class: "be-field" }, h("label", { for: id }, label), input.element) }
  }

  #buttons() {
    const button = (symbol, label, act) =>
      h("button", { type: "button", class: "be-button", title: label, "aria-label": label, onclick: act }, icon(symbol))
    return h(
      "div",
      { class: "be-figure-buttons" },
      h("button", { type: "button", class: "be-button", onclick: () => this.#choose() }, icon("photo_library"), "Choose picture"),
      button("arrow_upward", "Move the figure up", () => this.#move(-1)),
      button("arrow_downward", "Move the figure down", () => this.#move(1)),
      button("delete", "Remove the figure", () => this.#remove()),
    )
  }

  #showPicture() {
    const { image, missing } = this.node.attrs
    const known = image ? this.tools.library.get("picture", image) : null
    this.picture.classList.toggle("is-missing", !known?.url)
    if (known?.url) {
      this.picture.replaceChildren(h("img", { src: known.url, alt: known.alt || known.title }), h("p", {}, known.title))
    } else {
      this.picture.replaceChildren(icon("hide_image"), ...this.#placeholder(image, missing, known))
    }
  }

  #placeholder(image, missing, known) {
    if (!image) return this.#waiting(missing)
    if (known === undefined) return [h("p", {}, "Picture")]
    if (known === null) return [h("p", {}, h("strong", {}, "Unknown picture")), h("p", {}, "It is not in the library.")]
    return [h("p", {}, h("strong", {}, "Missing picture")), h("p", {}, known.title)]
  }

  #waiting(missing) {
    const failure = this.tools.pending.failure(missing || "Picture")
    if (!failure) return [h("p", {}, "Entering it in the library …")]
    const again = h("button", { type: "button", class: "be-button", onclick: () => this.tools.pending.retry() }, "Try again")
    return [h("p", { role: "alert" }, `Not in the library yet: ${failure}`), again]
  }

  async #choose() {
    const chosen = await this.tools.choosePicture()
    const position = this.getPos()
    if (!chosen || position === undefined) return
    const tr = this.editor.state.tr.setNodeAttribute(position, "image", chosen.id)
    this.editor.view.dispatch(tr.setNodeAttribute(position, "missing", null))
  }

  #move(step) {
    const { state, view } = this.editor
    const position = this.getPos()
    const index = state.doc.resolve(position).index(0)
    const neighbour = state.doc.maybeChild(index + step)
    if (!neighbour) return
    const to = step < 0 ? position - neighbour.nodeSize : position + neighbour.nodeSize
    view.dispatch(state.tr.delete(position, position + this.node.nodeSize).insert(to, this.node).scrollIntoView())
    view.nodeDOM(to)?.querySelector?.(`[aria-label="Move the figure ${step < 0 ? "up" : "down"}"]`)?.focus()
  }

  #remove() {
    const position = this.getPos()
    this.editor.chain().deleteRange({ from: position, to: position + this.node.nodeSize }).focus().run()
  }

  update(node) {
    if (node.type !== this.node.type) return false
    this.node = node
    for (const input of this.inputs) input.show(node.attrs[input.name])
    this.#showPicture()
    return true
  }

  selectNode() {
    this.dom.classList.add("is-selected")
  }

  deselectNode() {
    this.dom.classList.remove("is-selected")
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.("textarea, button"))
  }

  ignoreMutation(mutation) {
    return isForeignMutation(mutation, null)
  }

  destroy() {
    this.forget()
  }
}
