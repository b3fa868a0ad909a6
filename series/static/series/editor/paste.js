// What is pasted from Word, Google Docs and web pages, made into elements that the schema reads.
//
// Kept: headings, lists, links, emphasis, quotes, and pictures, as figures of a missing picture. Dropped: scripts,
// styles, footnote anchors. Words are never dropped with what stood around them.

import { isFootnote } from "./address.js";
import { wordLists, strayLists } from "./paste-lists.js";

const DROPPED =
  "script, style, meta, link, title, head, template, iframe, object, embed, svg, math, canvas, video, audio, noscript, " +
  "button, input, select, textarea, xml, [hidden], .mw-editsection, .Apple-interchange-newline"
const BLOCK =
  "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, hr, figure, table, div, section, article, header, footer, main, aside, dl, dt, dd"
const INLINE = "span, font, b, i, strong, em, u, small, a, abbr, cite, mark"
const TITLE_LENGTH = 300
const MARKER = /^[[(]?([\divxlc]{1,5}|[a-z*†‡§])[\])]?$/iu

/** Pasted HTML as HTML that the schema reads. */
export function cleanHtml(html) {
  // What this editor copied needs no cleaning, which would drop its empty paragraphs. One who only pretends gains
  // nothing: the schema takes what it knows and no more.
  if (/ data-pm-slice=/.test(html) && / data-be=/.test(html)) return html
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const step of STEPS) step(body)
  return body.innerHTML
}

/** Pasted plain text without characters that a document cannot hold. */
export function cleanText(text) {
  return text.replace(/[\v\u2028]/g, "\n").replace(/[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff]/g, "")
}

const STEPS = [
  dropUnwanted, takeDocsWrapper, dropFootnoteAnchors, wordLists, wordStyles, emphasis, strayLists, quotes, pictures,
  tables, preformatted, strayBreaks, controls, emptyBlocks,
]

function all(body, selector) {
  return [...body.querySelectorAll(selector)]
}

function unwrap(element) {
  element.replaceWith(...element.childNodes)
}

function rename(element, name) {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

function dropUnwanted(body) {
  const comments = body.ownerDocument.createNodeIterator(body, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) comment.remove()
  for (const element of all(body, DROPPED)) element.remove()
  for (const element of all(body, "[style]")) {
    if (/display:\s*none|mso-hide:\s*all/i.test(element.getAttribute("style"))) element.remove()
  }
}

/** Google Docs puts all that is copied into one <b> that is not bold. */
function takeDocsWrapper(body) {
  for (const element of all(body, "b[id^=docs-internal-guid], b")) {
    if (element.id.startsWith("docs-internal-guid") || element.querySelector(BLOCK)) unwrap(element)
  }
}

function dropFootnoteAnchors(body) {
  for (const anchor of all(body, "a")) {
    const holder = anchor.closest("sup") ?? anchor
    const isAnchor = isFootnote(anchor.getAttribute("href") ?? "") || /mso-(foot|end)note-id/i.test(anchor.getAttribute("style") ?? "")
    if (isAnchor && MARKER.test(anchor.textContent.trim().replace(/^↑$|^\^$|^↩︎?$/u, "*"))) {
      anchor.remove()
      if (holder !== anchor && !holder.textContent.trim()) holder.remove()
    }
  }
}

/** Word says with classes what a paragraph is. */
function wordStyles(body) {
  for (const element of all(body, "p[class]")) {
    if (/MsoTitle/.test(element.className)) rename(element, "h2")
    else if (/Mso(Intense)?Quote/.test(element.className)) wrapQuote(element)
  }
}

function wrapQuote(paragraph) {
  const before = paragraph.previousElementSibling
  if (before?.matches("blockquote[data-word]")) return before.append(paragraph)
  const quote = paragraph.ownerDocument.createElement("blockquote")
  quote.dataset.word = ""
  paragraph.before(quote)
  quote.append(paragraph)
}

/** Bold and italic that stand in styles become elements; then no style is left. */
function emphasis(body) {
  for (const element of all(body, "[style]")) {
    const { fontWeight, fontStyle } = element.style
    if (/^(b|strong)$/i.test(element.tagName) && /^(normal|[1-4]00)$/.test(fontWeight)) unwrap(element)
    else if (/^(i|em)$/i.test(element.tagName) && fontStyle === "normal") unwrap(element)
    else if (element.matches(INLINE) || element.matches("p, li")) {
      if (/^(bold|bolder|[6-9]00)$/.test(fontWeight) && !element.closest("h1, h2, h3, h4, h5, h6")) fillWith(element, "strong")
      if (/^(italic|oblique)/.test(fontStyle)) fillWith(element, "em")
    }
    element.removeAttribute("style")
  }
}

function fillWith(element, name) {
  if (element.querySelector(BLOCK)) return
  const inner = element.ownerDocument.createElement(name)
  inner.append(...element.childNodes)
  element.append(inner)
}

/** Quotes hold paragraphs only; their last line, where it is marked as such, is whose words they are. */
function quotes(body) {
  for (const inner of all(body, "blockquote blockquote")) unwrap(inner)
  for (const quote of all(body, "blockquote")) {
    const parent = quote.parentElement
    const line = quote.querySelector(":scope > footer, :scope > cite, :scope > figcaption") ?? (parent.matches("figure") ? parent.querySelector(":scope > figcaption") : null)
    if (line && line.textContent.trim()) {
      quote.dataset.attribution = line.textContent.trim().replace(/\s+/g, " ").replace(/^[—–-]\s*/, "")
      line.remove()
    }
    for (const list of all(quote, "ul, ol")) unwrap(list)
    for (const block of all(quote, "h1, h2, h3, h4, h5, h6, li")) block.querySelector("p") ? unwrap(block) : rename(block, "p")
    for (const rule of all(quote, "hr")) rule.remove()
    quote.closest("li")?.closest("ul, ol").after(quote)
  }
}

/** Each picture becomes a figure behind the block in which it stood, so that no paragraph or list is torn apart. */
function pictures(body) {
  const last = new Map()
  for (const image of all(body, "img")) {
    if (isTracker(image)) image.remove()
    else if (isEmoji(image)) image.replaceWith(image.alt)
    else place(body, image, figureFor(image), last)
  }
  for (const figure of all(body, "figure:not([data-figure])")) {
    for (const caption of all(figure, ":scope > figcaption")) rename(caption, "p")
    unwrap(figure)
  }
}

function isTracker(image) {
  return [image.getAttribute("width"), image.getAttribute("height")].some((size) => /^[012](px)?$/.test(size ?? ""))
}

function isEmoji(image) {
  return image.alt.length > 0 && /^\p{Extended_Pictographic}/u.test(image.alt)
}

function figureFor(image) {
  const holder = image.closest("figure:not([data-figure])")
  const caption = holder?.querySelector("figcaption")?.textContent.trim().replace(/\s+/g, " ")
  const figure = image.ownerDocument.createElement("figure")
  figure.dataset.figure = ""
  figure.dataset.missing = titleOf(image)
  if (image.alt.trim()) figure.dataset.alt = image.alt.trim()
  if (caption) figure.dataset.caption = caption
  return figure
}

/** What the picture is known by in the library: its words and its address, as far as they fit. */
export function titleOf(image) {
  const address = image.getAttribute("src") ?? ""
  const isWeb = /^https?:/i.test(address)
  const name = /^(https?|file):/i.test(address) ? address.split(/[?#]/)[0].split(/[\\/]/).pop() : ""
  const words = image.alt.trim() || name || "Pasted picture"
  return (isWeb && words !== address ? `${words} (${address})` : words).slice(0, TITLE_LENGTH)
}

function place(body, image, figure, last) {
  const holder = image.closest("figure:not([data-figure])")
  let block = holder ?? image
  for (let above = block.parentElement; above && above !== body; above = above.parentElement) {
    if (above.matches("p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table, pre, dl, a")) block = above
  }
  const before = last.get(block) ?? block
  before.after(figure)
  last.set(block, figure)
  image.remove()
  const after = figure.nextSibling
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.trimStart()
  holder?.querySelector("figcaption")?.remove()
}

/** A document has no tables: a row becomes a paragraph, and cells that hold blocks give these. */
function tables(body) {
  for (const table of all(body, "table").reverse()) {
    const cells = [...table.querySelectorAll("td, th")]
    if (cells.some((cell) => cell.querySelector("h1, h2, h3, h4, h5, h6, ul, ol, blockquote, figure, p + p, div + div"))) {
      for (const cell of cells) rename(cell, "div")
    } else {
      for (const row of table.querySelectorAll("tr")) rowAsParagraph(row)
    }
    for (const part of all(table, "thead, tbody, tfoot, tr, colgroup, caption")) part.matches("caption") ? rename(part, "p") : unwrap(part)
    unwrap(table)
  }
}

function rowAsParagraph(row) {
  const paragraph = row.ownerDocument.createElement("p")
  for (const cell of [...row.querySelectorAll("td, th")]) {
    for (const block of all(cell, "p, div")) unwrap(block)
    if (paragraph.childNodes.length) paragraph.append(" | ")
    paragraph.append(...cell.childNodes)
  }
  row.replaceWith(paragraph)
}

function preformatted(body) {
  for (const block of all(body, "pre")) {
    const lines = block.textContent.replace(/\n$/, "").split("\n")
    const paragraph = body.ownerDocument.createElement("p")
    lines.forEach((line, index) => paragraph.append(...(index ? [body.ownerDocument.createElement("br")] : []), line))
    block.replaceWith(paragraph)
  }
}

/** Breaks between blocks and at a block's end, which only the page's layout needed. */
function strayBreaks(body) {
  for (const line of all(body, "br")) {
    const [before, after] = [beside(line, "previousSibling"), beside(line, "nextSibling")]
    const isBetween = (!before || before.matches?.(BLOCK)) && (!after || after.matches?.(BLOCK))
    if (isBetween || (!after && line.closest("p, li, h1, h2, h3, h4, h5, h6"))) line.remove()
  }
}

function beside(node, direction) {
  let found = node[direction]
  while (found?.nodeType === Node.TEXT_NODE && !found.data.trim()) found = found[direction]
  return found
}

function controls(body) {
  const texts = body.ownerDocument.createNodeIterator(body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const cleaned = cleanText(text.data)
    if (cleaned !== text.data) text.data = cleaned
  }
}

function emptyBlocks(body) {
  for (const block of all(body, "p, h1, h2, h3, h4, h5, h6, blockquote, li, ul, ol").reverse()) {
    if (!block.textContent.replace(/[\s\u00a0\u200b\ufeff]/g, "") && !block.querySelector("figure, hr")) block.remove()
  }
}
