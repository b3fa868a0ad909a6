// The nodes and marks of a body document, named and shaped as series/body/blocks.py has them.

import {
  Bold, Extension, HardBreak, Heading, Italic, Mark, Node, Text, wrappingInputRule, nodeInputRule,
} from "../../django_prose_editor/editor.js";
import { cleaned } from "./address.js";
import { figureView } from "./figure.js";
import { quoteView } from "./quote.js";

export const MAX_LIST_DEPTH = 6
const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "quote", "figure", "divider"]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Refuses a value that a document may not have there, so that such a document is not opened. */
const only = (what, fits) => (value) => {
  if (!fits(value)) throw new RangeError(`${what} is ${JSON.stringify(value)}`)
}

const plain = (name) => ({
  default: null,
  validate: "string|null",
  parseHTML: (element) => element.getAttribute(`data-${name}`),
  renderHTML: (attrs) => (attrs[name] === null ? {} : { [`data-${name}`]: attrs[name] }),
})

const Doc = Node.create({
  name: "doc",
  topNode: true,
  content: "block+",
  addAttributes: () => ({ version: { default: 1, rendered: false, validate: "number" } }),
})

const BlockId = Extension.create({
  name: "blockId",
  addGlobalAttributes: () => [
    {
      types: BLOCKS,
      attributes: {
        id: {
          ...plain("id"),
          keepOnSplit: false,
          // `data-be` tells the cleaning of pasted HTML that it comes from this editor.
          renderHTML: ({ id }) => ({ "data-be": "", ...(id === null ? {} : { "data-id": id }) }),
        },
      },
    },
  ],
})

// Above all others, so that it is what a document begins with.
const Paragraph = Node.create({
  name: "paragraph",
  priority: 1000,
  group: "block",
  content: "inline*",
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
  addCommands() {
    return { setParagraph: () => ({ commands }) => commands.setNode(this.name) }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-0": () => this.editor.commands.setParagraph() }
  },
})

const LEVELS = { H1: 2, H2: 2, H3: 3, H4: 3, H5: 3, H6: 3 }

const Headings = Heading.extend({
  addAttributes: () => ({
    level: {
      default: 2,
      rendered: false,
      parseHTML: (element) => LEVELS[element.tagName],
      validate: only("the level of a heading", (level) => level === 2 || level === 3),
    },
  }),
  parseHTML: () => Object.entries(LEVELS).map(([tag, level]) => ({ tag: tag.toLowerCase(), attrs: { level } })),
}).configure({ levels: [2, 3] })

const list = (name, tag, rule, shortcut) =>
  Node.create({
    name,
    group: "block list",
    content: "listItem+",
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    addKeyboardShortcuts() {
      return { [shortcut]: () => this.editor.commands.toggleList(name, "listItem") }
    },
    addInputRules() {
      return [wrappingInputRule({ find: rule, type: this.type })]
    },
  })

const BulletList = list("bulletList", "ul", /^\s*[-+*]\s$/, "Mod-Shift-8")
const OrderedList = list("orderedList", "ol", /^\s*1[.)]\s$/, "Mod-Shift-7")

/** How many lists stand around the selection. */
export function listDepth(state) {
  const { $from } = state.selection
  let depth = 0
  for (let level = $from.depth; level > 0; level -= 1) depth += $from.node(level).type.spec.group === "block list"
  return depth
}

/** Puts the item one list deeper, as far as the document allows. */
export function indent(editor) {
  return listDepth(editor.state) < MAX_LIST_DEPTH && editor.commands.sinkListItem("listItem")
}

const ListItem = Node.create({
  name: "listItem",
  content: "paragraph (paragraph | bulletList | orderedList)*",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => indent(this.editor),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
    }
  },
})

const Quote = Node.create({
  name: "quote",
  group: "block",
  content: "paragraph+",
  defining: true,
  addAttributes: () => ({ attribution: plain("attribution") }),
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addNodeView: () => quoteView,
  addCommands() {
    return {
      toggleQuote: () => ({ editor, commands, chain }) =>
        editor.isActive(this.name) ? commands.lift(this.name) : chain().clearNodes().wrapIn(this.name).run(),
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Shift-b": () => this.editor.commands.toggleQuote() }
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })]
  },
})

// `missing` is the editor's own: what a pasted picture is to be called in the library, until it has its id there.
const Figure = Node.create({
  name: "figure",
  group: "block",
  atom: true,
  selectable: true,
  addAttributes: () =>
    Object.fromEntries(["image", "caption", "credit", "alt", "missing"].map((name) => [name, plain(name)])),
  parseHTML: () => [
    { tag: "figure[data-figure]", getAttrs: ({ dataset }) => (dataset.image === undefined || UUID.test(dataset.image)) && null },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure",
    { ...HTMLAttributes, "data-figure": "" },
    ["figcaption", {}, [node.attrs.caption, node.attrs.credit].filter(Boolean).join(" ")],
  ],
  addNodeView: () => figureView,
})

const Divider = Node.create({
  name: "divider",
  group: "block",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
  addInputRules() {
    return [nodeInputRule({ find: /^(---|—-|\*\*\*\s)$/, type: this.type })]
  },
})

const Link = Mark.create({
  name: "link",
  priority: 60,
  inclusive: false,
  excludes: "link crossLink",
  addAttributes: () => ({
    href: { default: null, validate: "string", parseHTML: (element) => cleaned(element.getAttribute("href")) },
  }),
  parseHTML: () => [
    {
      tag: "a[href]:not([data-cross-link])",
      getAttrs: (element) => (cleaned(element.getAttribute("href")) ? null : false),
    },
  ],
  renderHTML: ({ mark }) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer", title: mark.attrs.href }, 0],
})

function isCrossLink({ id, kind, target }) {
  return UUID.test(id) && ["article", "series"].includes(kind) && (target === undefined || UUID.test(target))
}

const CrossLink = Mark.create({
  name: "crossLink",
  priority: 50,
  inclusive: false,
  excludes: "link crossLink",
  addAttributes: () =>
    Object.fromEntries(["id", "kind", "target", "hint"].map((name) => [name, plain(name)])),
  parseHTML: () => [{ tag: "a[data-cross-link]", getAttrs: ({ dataset }) => isCrossLink(dataset) && null }],
  renderHTML: ({ mark, HTMLAttributes }) => [
    "a",
    { ...HTMLAttributes, "data-cross-link": mark.attrs.target ? "resolved" : "unresolved" },
    0,
  ],
})

export const schemaExtensions = [
  Doc, Paragraph, Text, Headings, BulletList, OrderedList, ListItem, Quote, Figure, Divider, HardBreak,
  Bold.extend({ priority: 80 }), Italic.extend({ priority: 70 }), Link, CrossLink, BlockId,
]
