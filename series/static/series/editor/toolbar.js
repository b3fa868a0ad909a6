// The toolbar: one stop for Tab, arrow keys inside, and every button says whether it is on.

import { h, icon } from "./dom.js";
import { indent, listDepth, MAX_LIST_DEPTH } from "./schema.js";

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform)
const keys = (text) => text.replace("Mod", isMac ? "⌘" : "Ctrl")

/** `[symbol, label, shortcut, act(chain or editor), is on?, can act?]`; null parts groups. */
function items(actions) {
  const toggle = (name, attrs) => (editor) => editor.isActive(name, attrs)
  return [
    ["undo", "Undo", "Mod+Z", (e) => e.chain().focus().undo().run(), null, (e) => e.can().undo()],
    ["redo", "Redo", "Mod+Shift+Z", (e) => e.chain().focus().redo().run(), null, (e) => e.can().redo()],
    null,
    ["format_h2", "Heading", "Mod+Alt+2", (e) => e.chain().focus().toggleHeading({ level: 2 }).run(), toggle("heading", { level: 2 })],
    ["format_h3", "Smaller heading", "Mod+Alt+3", (e) => e.chain().focus().toggleHeading({ level: 3 }).run(), toggle("heading", { level: 3 })],
    null,
    ["format_bold", "Bold", "Mod+B", (e) => e.chain().focus().toggleBold().run(), toggle("bold")],
    ["format_italic", "Italic", "Mod+I", (e) => e.chain().focus().toggleItalic().run(), toggle("italic")],
    ["link", "Link to an address", "Mod+K", actions.link, toggle("link")],
    ["library_books", "Link to an article or a series", "Mod+Shift+K", actions.crossLink, toggle("crossLink")],
    null,
    ["format_list_bulleted", "List", "Mod+Shift+8", (e) => e.chain().focus().toggleList("bulletList", "listItem").run(), toggle("bulletList")],
    ["format_list_numbered", "Numbered list", "Mod+Shift+7", (e) => e.chain().focus().toggleList("orderedList", "listItem").run(), toggle("orderedList")],
    ["format_indent_increase", "Deeper in the list", "Tab", (e) => indent(e) && e.commands.focus(), null, (e) => listDepth(e.state) < MAX_LIST_DEPTH && e.can().sinkListItem("listItem")],
    ["format_indent_decrease", "Out of the list", "Shift+Tab", (e) => e.chain().focus().liftListItem("listItem").run(), null, (e) => e.can().liftListItem("listItem")],
    null,
    ["format_quote", "Quote", "Mod+Shift+B", (e) => e.chain().focus().toggleQuote().run(), toggle("quote")],
    ["add_photo_alternate", "Picture", null, actions.picture],
    ["horizontal_rule", "Divider", null, (e) => e.chain().focus().insertContent({ type: "divider" }).run()],
  ]
}

export function toolbar(editor, label, actions) {
  const buttons = []
  const groups = [h("div", { class: "be-group" })]
  for (const item of items(actions)) {
    if (!item) {
      groups.push(h("div", { class: "be-group" }))
      continue
    }
    const entry = { item, element: buttonFor(editor, item) }
    buttons.push(entry)
    groups.at(-1).append(entry.element)
  }
  const bar = h("div", { class: "be-toolbar", role: "toolbar", "aria-label": `Tools for ${label}` }, ...groups)
  const elements = buttons.map(({ element }) => element)
  rove(bar, elements)
  const refresh = () => buttons.forEach((entry) => show(editor, entry))
  editor.on("transaction", refresh)
  refresh()
  return { element: bar, focus: () => elements.find((element) => element.tabIndex === 0).focus() }
}

function buttonFor(editor, [symbol, label, shortcut, act, isOn]) {
  const title = shortcut ? `${label} (${keys(shortcut)})` : label
  return h(
    "button",
    {
      type: "button",
      class: "be-tool",
      title,
      "aria-label": label,
      "aria-pressed": isOn ? "false" : null,
      // Keeps the selection in the text while the mouse presses the button.
      onmousedown: (event) => event.preventDefault(),
      onclick: (event) => event.currentTarget.getAttribute("aria-disabled") !== "true" && act(editor),
    },
    icon(symbol),
  )
}

function show(editor, { item: [, , , , isOn, can], element }) {
  if (isOn) element.setAttribute("aria-pressed", String(isOn(editor)))
  // Not `disabled`: the button under the keyboard's focus would lose it.
  if (can) element.setAttribute("aria-disabled", String(!can(editor)))
}

function rove(bar, elements) {
  const focus = (element) => {
    for (const other of elements) other.tabIndex = other === element ? 0 : -1
  }
  focus(elements[0])
  bar.addEventListener("focusin", (event) => elements.includes(event.target) && focus(event.target))
  bar.addEventListener("keydown", (event) => {
    const at = elements.indexOf(document.activeElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined || at < 0) return
    event.preventDefault()
    elements.at(next % elements.length).focus()
  })
}
