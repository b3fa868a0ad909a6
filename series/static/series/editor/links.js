// Making, changing and showing the links of a text.

import { getMarkRange } from "../../django_prose_editor/editor.js";
import { chooseAddress, chooseTarget } from "./dialogs.js";
import { h, uuid } from "./dom.js";

const KINDS = ["link", "crossLink"]

/** The link that holds the selection's beginning: `{mark, from, to}`; null if there is none. */
export function linkAt(state) {
  const { $from } = state.selection
  for (const name of KINDS) {
    const type = state.schema.marks[name]
    const node = $from.parent.isTextblock ? [$from.nodeAfter, $from.nodeBefore].find((near) => near && type.isInSet(near.marks)) : null
    const mark = node && type.isInSet(node.marks)
    const range = mark && getMarkRange($from, type, mark.attrs)
    if (range) return { mark, ...range }
  }
  return null
}

/** Where a new link goes: the selection; else the whole of the link at the cursor, if it is of this kind. */
function placeFor(editor, name) {
  const { state } = editor
  const current = linkAt(state)
  const mark = current?.mark.type.name === name ? current.mark : null
  const { from, to, empty } = state.selection
  if (mark && (empty || (from >= current.from && to <= current.to))) return { mark, from: current.from, to: current.to }
  return { mark: null, from, to }
}

function put(editor, { from, to }, name, attrs, words) {
  const mark = { type: name, attrs }
  const chain = editor.chain().focus()
  if (from === to) chain.insertContentAt(from, { type: "text", text: words, marks: [mark] })
  else chain.setTextSelection({ from, to }).setMark(name, attrs).setTextSelection(to)
  chain.run()
}

function removeLink(editor, { from, to }) {
  const tr = editor.state.tr
  for (const name of KINDS) tr.removeMark(from, to, editor.schema.marks[name])
  editor.view.dispatch(tr)
  editor.commands.focus()
}

export async function editLink(editor) {
  const place = placeFor(editor, "link")
  const chosen = await chooseAddress(place.mark?.attrs.href)
  if (!chosen) return editor.commands.focus()
  if (chosen.remove) return removeLink(editor, place)
  put(editor, place, "link", { href: chosen.href }, chosen.href)
}

export async function editCrossLink(editor, library) {
  const place = placeFor(editor, "crossLink")
  const chosen = await chooseTarget(library, place.mark?.attrs)
  if (!chosen) return editor.commands.focus()
  const { kind, target, hint, title } = chosen
  // A new id: the old one may stand for the same link elsewhere, or have an answer of its own.
  put(editor, place, "crossLink", { id: uuid(), kind, target, hint }, title)
}

/** The line that says where the link at the cursor leads, with what can be done about it. */
export function linkLine(editor, library, actions) {
  const line = h("div", { class: "be-link-line", role: "group", "aria-label": "The link at the cursor" })
  const button = (label, act) => h("button", { type: "button", class: "be-button", onclick: act }, label)
  let shown = null
  const refresh = () => {
    const found = editor.isEditable ? linkAt(editor.state) : null
    const text = found ? describe(found.mark, library) : ""
    const key = found && `${found.mark.type.name} ${text}`
    if (key === shown) return
    shown = key
    const change = () => (found.mark.type.name === "link" ? actions.link(editor) : actions.crossLink(editor))
    const remove = () => {
      const current = linkAt(editor.state)
      if (current) removeLink(editor, current)
    }
    line.replaceChildren(...(found ? [h("span", {}, text), button("Change link", change), button("Remove link", remove)] : []))
  }
  editor.on("transaction", refresh)
  library.listen(refresh)
  refresh()
  return line
}

function describe(mark, library) {
  if (mark.type.name === "link") return mark.attrs.href
  const { kind, target, hint } = mark.attrs
  if (!target) return `To ${kind === "series" ? "a series" : "an article"} not here yet: ${hint ?? "it is not said which"}`
  const known = library.get(kind, target)
  if (known === undefined) return `To ${kind === "series" ? "a series" : "an article"} of the archive`
  return known === null ? "Its target is no longer here" : `To “${known.title}”`
}
