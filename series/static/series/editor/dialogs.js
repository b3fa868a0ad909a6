// Dialogs: native ones, outside the admin's form, so that nothing in them is sent with it.

import { h, icon, uniqueId } from "./dom.js";
import { fault } from "./address.js";

const PAUSE = 200

/** Shows a dialog; `fill(close)` gives its content. The promise holds what `close` was given, or null. */
function open(title, fill) {
  return new Promise((resolve) => {
    const heading = uniqueId("be-dialog")
    const dialog = h("dialog", { class: "be-dialog", "aria-labelledby": heading })
    let result = null
    const close = (value) => {
      result = value
      dialog.close()
    }
    dialog.append(
      h(
        "div",
        { class: "be-dialog-head" },
        h("h2", { id: heading }, title),
        h("button", { type: "button", class: "be-button", "aria-label": "Close", onclick: () => close(null) }, icon("close")),
      ),
      ...fill(close),
    )
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(result)
    })
    dialog.addEventListener("click", (event) => event.target === dialog && close(null))
    document.body.append(dialog)
    dialog.showModal()
    dialog.querySelector("[autofocus]")?.focus()
  })
}

function field(label, input, help = null) {
  const id = (input.id = uniqueId("be-field"))
  const note = help && h("p", { class: "be-help", id: `${id}-help` }, help)
  if (help) input.setAttribute("aria-describedby", `${id}-help`)
  return h("div", { class: "be-field" }, h("label", { for: id }, label), input, note)
}

/** A search box with its results; `search(words)` gives them, `show(item)` their content, `chosen(item)` takes one. */
function finder({ label, search, show, chosen, layout = "be-list" }) {
  const status = h("p", { class: "be-help", role: "status" })
  const results = h("ul", { class: `be-results ${layout}` })
  const input = h("input", { type: "search", class: "be-input", autocomplete: "off", autofocus: true })
  let asked = 0
  let timer = null
  const ask = async () => {
    const number = (asked += 1)
    try {
      const found = await search(input.value.trim())
      if (number !== asked) return
      results.replaceChildren(...found.results.map((item) => h("li", {}, choice(item))))
      status.textContent = tally(found)
    } catch (error) {
      if (number === asked) status.textContent = error.message
    }
  }
  const choice = (item) => h("button", { type: "button", onclick: () => chosen(item) }, ...show(item))
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return
    event.preventDefault()
    results.querySelector("button")?.focus()
  })
  results.addEventListener("keydown", (event) => walk(event, results, input))
  ask()
  return { nodes: [field(label, input), status, results], ask }
}

function walk(event, results, input) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const buttons = [...results.querySelectorAll("button")]
  const next = buttons.indexOf(document.activeElement) + step
  ;(buttons[next] ?? (next < 0 ? input : null))?.focus()
}

function tally({ results, more }) {
  if (!results.length) return "Nothing found."
  return more ? `The first ${results.length}; write more to narrow it down.` : `${results.length} found.`
}

/** A form inside a dialog; `sent` is called when it is sent. */
function form(sent, ...children) {
  return h("form", { class: "be-dialog-form", method: "dialog", onsubmit: (event) => (event.preventDefault(), sent()) }, ...children)
}

/** Asks for a picture of the library, or makes a missing one; null if none was chosen. */
export function choosePicture(library) {
  return open("Choose a picture", (close) => {
    const { nodes } = finder({
      label: "Search the library by title, alternative text or credit",
      search: (words) => library.search("picture", words),
      show: pictureChoice,
      chosen: close,
      layout: "be-grid",
    })
    return [...nodes, missingForm(library, close)]
  })
}

function pictureChoice(item) {
  const view = item.url ? h("img", { src: item.url, alt: "", loading: "lazy" }) : h("span", { class: "be-none" }, icon("hide_image"))
  return [view, h("span", {}, item.title), item.url ? null : h("small", {}, "missing")]
}

function missingForm(library, close) {
  const title = h("input", { type: "text", class: "be-input", maxlength: 300, required: true })
  const trouble = h("p", { class: "be-trouble", role: "alert" })
  const make = async () => {
    try {
      close(await library.createPicture(title.value.trim()))
    } catch (error) {
      trouble.textContent = error.message
    }
  }
  return form(
    make,
    field("The picture is missing: what is it known by?", title, "It stands in the library without a file until somebody finds it."),
    trouble,
    h("button", { type: "submit", class: "be-button be-main" }, "Add a missing picture"),
  )
}

/** Asks where a link into the archive leads: `{kind, target, hint, title}`; null if it was left. */
export function chooseTarget(library, current) {
  return open("Link to an article or a series", (close) => {
    let kind = current?.kind ?? "article"
    const found = finder({
      label: "Search by title, neighbour or series",
      search: (words) => library.search(kind, words),
      show: (item) => [h("span", {}, item.title), h("small", {}, item.about)],
      chosen: (item) => close({ kind, target: item.id, hint: null, title: item.title }),
    })
    const choose = (value) => {
      kind = value
      found.ask()
    }
    return [kinds(kind, choose), ...found.nodes, hintForm(current?.hint, (hint) => close({ kind, target: null, hint, title: hint }))]
  })
}

function kinds(kind, choose) {
  const name = uniqueId("be-kind")
  const radio = (value, label) =>
    h("label", {}, h("input", { type: "radio", name, value, checked: kind === value, onchange: () => choose(value) }), label)
  return h("fieldset", { class: "be-kinds" }, h("legend", {}, "It leads to"), radio("article", "an article"), radio("series", "a series"))
}

function hintForm(hint, close) {
  const input = h("input", { type: "text", class: "be-input", maxlength: 1000, required: true })
  input.value = hint ?? ""
  return form(
    () => input.value.trim() && close(input.value.trim()),
    field("Not in the archive yet: its title or address", input, "The link finds its article when that arrives."),
    h("button", { type: "submit", class: "be-button be-main" }, "Link to what will come"),
  )
}

/** Asks for an address outside the archive: `{href}`, `{remove: true}`, or null. */
export function chooseAddress(href) {
  return open("Link to an address", (close) => {
    const input = h("input", { type: "text", inputmode: "url", class: "be-input", autocomplete: "off", autofocus: true })
    input.value = href ?? ""
    const trouble = h("p", { class: "be-trouble", role: "alert" })
    const sent = () => {
      const address = input.value.trim()
      trouble.textContent = fault(address) ?? ""
      if (!trouble.textContent) close({ href: address })
    }
    const remove = h("button", { type: "button", class: "be-button", onclick: () => close({ remove: true }) }, "Remove the link")
    return [
      form(
        sent,
        field("Address", input, "Beginning with https://, http:// or mailto:"),
        trouble,
        h("div", { class: "be-actions" }, h("button", { type: "submit", class: "be-button be-main" }, "Link"), href ? remove : null),
      ),
    ]
  })
}
