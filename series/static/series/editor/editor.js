// The editor of an article's text. It stands before a textarea that holds the body document as JSON; the textarea is
// what the form sends. Until something is changed, its value is not touched; what the editor cannot hold, it never opens.

import { Dropcursor, Editor, Extension, Gapcursor, getSchema, History, Plugin, pm } from "../../django_prose_editor/editor.js";
import { read } from "./check.js";
import { choosePicture } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { Library } from "./library.js";
import { editCrossLink, editLink, linkLine } from "./links.js";
import { cleanHtml, cleanText, titleOf } from "./paste.js";
import { Pending } from "./pending.js";
import { schemaExtensions } from "./schema.js";
import { toolbar } from "./toolbar.js";
import { readingMinutes, wordCount } from "./words.js";

const VERSION = 1
// The toolbar sticks to the top, in two rows on a narrow screen, and the admin's buttons stick to the bottom.
const UNDER_THE_TOOLS = { top: 120, right: 0, bottom: 110, left: 0 }
const HELP = "Alt+F10 goes to the tools. In a list, Tab moves an item deeper; press Escape before Tab to leave the text."

export const schema = getSchema(schemaExtensions)

/** Puts an editor before each textarea that asks for one. */
export function mountAll(root = document) {
  return [...root.querySelectorAll("textarea[data-body-editor]")].map(mount)
}

/** The editor for a textarea; null if its document must not be opened. */
export function mount(textarea) {
  const text = textarea.value.trim()
  const { problem, json } = text ? read(text, schema, VERSION) : { problem: null, json: blank() }
  if (problem) return refuse(textarea, problem)
  return build(textarea, json)
}

function blank() {
  return { type: "doc", attrs: { version: VERSION }, content: [{ type: "paragraph" }] }
}

function refuse(textarea, problem) {
  textarea.readOnly = true
  const repair = h("button", { type: "button", class: "be-button", onclick: () => {
    textarea.readOnly = false
    textarea.focus()
  } }, "Repair it as JSON")
  textarea.before(
    h(
      "div",
      { class: "be-refused", role: "alert" },
      h("p", {}, h("strong", {}, "This text cannot be edited here: "), `${problem}.`),
      h("p", {}, "It stands below as it is stored. Saving this page leaves it as it is."),
      repair,
    ),
  )
  return null
}

function build(textarea, json) {
  const label = textarea.dataset.label
  const library = new Library(addressesOf(textarea), () => textarea.form?.elements.csrfmiddlewaretoken?.value ?? "")
  const pending = new Pending(library)
  const tools = { library, pending, choosePicture: () => choosePicture(library) }
  const help = h("p", { class: "be-help be-sr", id: `${textarea.id}-keys` }, HELP)
  const frame = h("div", { class: "be-frame" })
  const editor = new Editor({
    element: null,
    extensions: [...schemaExtensions, History, Dropcursor, Gapcursor, toolsExtension(tools), behaviour(library)],
    content: json,
    editable: !textarea.disabled && !textarea.readOnly,
    enablePasteRules: false,
    injectCSS: false,
    enableContentCheck: true,
    editorProps: {
      scrollMargin: UNDER_THE_TOOLS,
      scrollThreshold: UNDER_THE_TOOLS,
      attributes: {
        "aria-label": label,
        "aria-multiline": "true",
        "aria-describedby": help.id,
        role: "textbox",
        ...(textarea.lang ? { lang: textarea.lang } : {}),
      },
      transformPastedHTML: cleanHtml,
      transformPastedText: cleanText,
      transformPasted: (slice, view) => withFreshIds(slice, view.state.doc),
      handlePaste: (view, event) => pasteFiles(view, event.clipboardData),
      handleDrop: (view, event) => pasteFiles(view, event.dataTransfer),
    },
  })
  const actions = {
    link: (target) => editLink(target),
    crossLink: (target) => editCrossLink(target, library),
    picture: (target) => insertPicture(target, tools),
  }
  editor.storage.bodyTools.actions = actions
  const bar = toolbar(editor, label, actions)
  editor.storage.bodyTools.focusToolbar = bar.focus
  frame.append(bar.element, help)
  const surface = h("div", { class: "be-surface" })
  frame.append(surface, h("div", { class: "be-foot" }, linkLine(editor, library, actions), counter(editor)))
  textarea.before(frame)
  editor.mount(surface)
  beginInText(editor)
  attach(editor, textarea)
  pending.attach(editor)
  beforeSending(textarea, pending)
  nameAll(editor.state.doc, library)
  return editor
}

/** Puts the cursor into the first text: a figure that is selected from the start would be replaced by the first key. */
function beginInText(editor) {
  const { doc, tr } = editor.state
  const selection = pm.state.Selection.findFrom(doc.resolve(0), 1, true)
  if (selection) editor.view.dispatch(tr.setSelection(selection))
}

function addressesOf(textarea) {
  const { pictures, articles, series } = JSON.parse(textarea.dataset.lookups)
  return { picture: pictures, article: articles, series }
}

function toolsExtension(tools) {
  return Extension.create({ name: "bodyTools", addStorage: () => tools })
}

/** Keeps the textarea in step, hidden; a click on its label goes to the editor. */
function attach(editor, textarea) {
  textarea.classList.add("be-source")
  textarea.hidden = true
  hideSubstitute(textarea)
  editor.on("update", () => {
    textarea.value = JSON.stringify(editor.getJSON())
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
    textarea.dispatchEvent(new Event("change", { bubbles: true }))
  })
  for (const label of textarea.labels ?? []) label.addEventListener("click", () => editor.commands.focus())
  comeFromLinks(editor, textarea.id)
}

/** Links to the textarea, as those of a list of errors, lead to the editor in its place. */
function comeFromLinks(editor, id) {
  const come = () => editor.chain().focus().scrollIntoView().run()
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a")?.getAttribute("href") === `#${id}`) come()
  })
  if (location.hash === `#${id}`) come()
}

/** Hides the field that takes the text where there is no editor, unless something stands in it. */
function hideSubstitute(textarea) {
  const field = document.getElementById(textarea.dataset.instead ?? "")
  if (field && !field.value.trim()) (field.closest(".field-row, .form-row") ?? field).hidden = true
}

/** Holds the form back while pasted pictures are still on their way into the library. */
function beforeSending(textarea, pending) {
  let isTried = false
  textarea.form?.addEventListener("submit", async (event) => {
    if (isTried || !pending.isWaiting) return
    event.preventDefault()
    event.stopImmediatePropagation()
    isTried = true
    await pending.retry()
    textarea.form.requestSubmit(event.submitter)
    isTried = false
  }, { capture: true })
}

/** Asks what the pictures and targets of the text are called. */
function nameAll(doc, library) {
  const ids = { picture: [], article: [], series: [] }
  doc.descendants((node) => {
    if (node.type.name === "figure") ids.picture.push(node.attrs.image)
    for (const mark of node.marks) if (mark.type.name === "crossLink") ids[mark.attrs.kind]?.push(mark.attrs.target)
  })
  // Without the names the text can still be edited; the views say what they do not know.
  for (const [kind, list] of Object.entries(ids)) library.name(kind, list).catch(() => {})
}

async function insertPicture(editor, tools) {
  const chosen = await tools.choosePicture()
  editor.commands.focus()
  if (!chosen) return
  insertFigures(editor.view, [{ image: chosen.id }])
}

/** Puts figures behind the top-level block in which the cursor stands; in the place of an empty paragraph. */
function insertFigures(view, list) {
  const { state } = view
  const { $from } = state.selection
  const nodes = list.map((attrs) => state.schema.nodes.figure.create(attrs))
  const block = $from.depth ? $from.node(1) : $from.nodeAfter
  const start = $from.depth ? $from.before(1) : $from.pos
  const end = start + (block?.nodeSize ?? 0)
  const isEmpty = block?.type.name === "paragraph" && block.content.size === 0
  const isLast = end === state.doc.content.size
  const added = isLast ? [...nodes, state.schema.nodes.paragraph.create()] : nodes
  const from = isEmpty ? start : end
  const tr = state.tr.replaceWith(from, end, added)
  const after = tr.doc.resolve(Math.min(from + nodes.reduce((size, node) => size + node.nodeSize, 0) + 1, tr.doc.content.size))
  view.dispatch(tr.setSelection(pm.state.Selection.near(after)).scrollIntoView())
}

/** Pictures given as files become missing ones under their file's name. */
function pasteFiles(view, data) {
  if (!data || data.types.includes("text/html") || !view.editable) return false
  const files = [...data.files].filter((file) => file.type.startsWith("image/"))
  if (!files.length) return false
  insertFigures(view, files.map((file) => ({ missing: file.name || "Pasted picture" })))
  return true
}

/** A block that comes back from the clipboard keeps its id if the text no longer has it; a copy gets a new one. */
function withFreshIds(slice, doc) {
  const taken = new Set()
  doc.forEach((node) => taken.add(node.attrs.id))
  const blocks = []
  slice.content.forEach((node) => {
    const isCopy = node.attrs.id && taken.has(node.attrs.id)
    taken.add(node.attrs.id)
    blocks.push(isCopy ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks) : node)
  })
  return new pm.model.Slice(pm.model.Fragment.from(blocks), slice.openStart, slice.openEnd)
}

/** Keys of the whole editor, and a place to write behind a last block that takes no text. */
function behaviour(library) {
  let isLeaving = false
  const leave = (event) => {
    const left = isLeaving && event.key === "Tab"
    isLeaving = event.key === "Escape"
    return left
  }
  return Extension.create({
    name: "behaviour",
    priority: 2000,
    addKeyboardShortcuts: () => ({
      "Mod-k": ({ editor }) => (editLink(editor), true),
      "Mod-Shift-k": ({ editor }) => (editCrossLink(editor, library), true),
      "Alt-F10": ({ editor }) => (editor.storage.bodyTools.focusToolbar(), true),
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          // True stops ProseMirror, not the browser, which then moves the focus on.
          handleDOMEvents: { keydown: (_view, event) => leave(event) },
          handleClick: (view, _position, event) => writeBehind(view, event),
          handleTextInput: (view, _from, _to, text) => writeAfterSelected(view, text),
        },
      }),
    ],
  })
}

/** What is typed while a figure or divider is selected goes behind it, and does not replace it. */
function writeAfterSelected(view, text) {
  const { selection, schema: { nodes }, tr } = view.state
  if (!(selection instanceof pm.state.NodeSelection) || !["figure", "divider"].includes(selection.node.type.name)) return false
  tr.insert(selection.to, nodes.paragraph.create(null, view.state.schema.text(text)))
  view.dispatch(tr.setSelection(pm.state.TextSelection.create(tr.doc, selection.to + 1 + text.length)).scrollIntoView())
  return true
}

function writeBehind(view, event) {
  const last = view.state.doc.lastChild
  const end = view.state.doc.content.size
  const element = view.nodeDOM(end - last.nodeSize)
  if (last.isTextblock || !element?.getBoundingClientRect || event.clientY <= element.getBoundingClientRect().bottom) return false
  const tr = view.state.tr.insert(end, view.state.schema.nodes.paragraph.create())
  view.dispatch(tr.setSelection(pm.state.Selection.near(tr.doc.resolve(end + 1))).scrollIntoView())
  return true
}

function counter(editor) {
  const element = h("p", { class: "be-count" })
  const refresh = () => {
    const words = wordCount(editor.state.doc)
    element.replaceChildren(icon("schedule"), `${words} ${words === 1 ? "word" : "words"}, ${readingMinutes(words)} min to read`)
  }
  editor.on("update", refresh)
  refresh()
  return element
}
