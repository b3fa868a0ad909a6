// Lists as Word, Word on the web and Google Docs put them on the clipboard, made into nested ones.

const ORDERED = /^[([]?(\d+|[a-z]|[ivxlcdm]+)[.)\]]/i

/** Word's list paragraphs: `mso-list:l0 level2 lfo1`, their bullet or number in a span that is to be ignored. */
export function wordLists(body) {
  const items = [...body.querySelectorAll("[style*='mso-list']")].filter((element) => /mso-list:\s*l\d+\s+level\d/i.test(element.getAttribute("style")))
  for (const run of runs(items.filter((element) => !element.closest("li")))) {
    const place = run[0].ownerDocument.createComment("")
    run[0].before(place)
    place.replaceWith(nested(run.map(wordItem)))
  }
}

/** Items that stand side by side. */
function runs(elements) {
  const found = []
  for (const element of elements) {
    const run = found.at(-1)
    if (run && run.at(-1) === element.previousElementSibling) run.push(element)
    else found.push([element])
  }
  return found
}

function wordItem(element) {
  const marker = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""))
  const level = Number(/level(\d)/i.exec(element.getAttribute("style"))[1])
  const isOrdered = ORDERED.test(marker?.textContent.trim() ?? "")
  marker?.remove()
  element.remove()
  return { level, isOrdered, nodes: [...element.childNodes] }
}

/** A list of items with levels as nested lists. */
function nested(items) {
  const fragment = document.createDocumentFragment()
  const open = []
  for (const { level, isOrdered, nodes } of items) {
    while (open.length && open.at(-1).level > level) open.pop()
    if (open.at(-1)?.level === level && open.at(-1).isOrdered !== isOrdered) open.pop()
    if (!open.length || open.at(-1).level < level) {
      const list = document.createElement(isOrdered ? "ol" : "ul")
      ;(open.at(-1)?.list.lastElementChild ?? fragment).append(list)
      open.push({ level, isOrdered, list })
    }
    const item = document.createElement("li")
    const paragraph = document.createElement("p")
    paragraph.append(...nodes)
    item.append(paragraph)
    open.at(-1).list.append(item)
  }
  return fragment
}

/** Lists that stand in lists without an item between (Google Docs), and one list for each item (Word on the web). */
export function strayLists(body) {
  wordOnline(body)
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling
    if (before?.matches("li")) before.append(list)
    else list.replaceWith(...list.childNodes)
  }
}

function wordOnline(body) {
  const wrappers = [...body.querySelectorAll(".ListContainerWrapper")]
  for (const run of runs(wrappers)) {
    const items = run.flatMap((wrapper) => [...wrapper.querySelectorAll("li")].map(onlineItem))
    run[0].before(nested(items))
    for (const wrapper of run) wrapper.remove()
  }
}

function onlineItem(item) {
  const isOrdered = item.closest("ul, ol")?.matches("ol") ?? false
  const only = item.children.length === 1 && item.firstElementChild.matches("p") ? item.firstElementChild : item
  return { level: Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1), isOrdered, nodes: [...only.childNodes] }
}
