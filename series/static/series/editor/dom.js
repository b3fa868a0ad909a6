// Making elements: h("button", {type: "button", class: "x", onclick: f}, "text", child).

export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value)
    else if (value === true) element.setAttribute(key, "")
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

/** A symbol of the admin's own icon font. */
export function icon(name) {
  return h("span", { class: "material-symbols-outlined", "aria-hidden": "true" }, name)
}

let last = 0

/** An id that no other element of the page has. */
export function uniqueId(stem) {
  last += 1
  return `${stem}-${last}`
}

/** A random UUID; `crypto.randomUUID` exists on https and localhost only. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}
