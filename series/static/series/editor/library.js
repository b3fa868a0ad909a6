// What the archive holds, asked from the admin's own addresses: pictures, articles and series, by words or by id.

/** Raised with a message for the editor. */
export class LookupError extends Error {}

const AT_ONCE = 50

export class Library {
  /** `addresses` are those of the lookups, `token` gives the form's CSRF token. */
  constructor(addresses, token) {
    this.addresses = addresses
    this.token = token
    this.known = new Map()
    this.listeners = new Set()
  }

  /** What is known of a picture, article or series; undefined before it was asked, null when it is not there. */
  get(kind, id) {
    return this.known.get(`${kind}:${id}`)
  }

  /** Calls `listener` whenever more is known, or became known not to work; gives the function that ends it. */
  listen(listener) {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async search(kind, words) {
    const found = await this.#ask(kind, new URLSearchParams({ q: words }))
    this.#learn(kind, found.results)
    return found
  }

  /** Asks for those of `ids` that are not known yet. */
  async name(kind, ids) {
    const unknown = [...new Set(ids)].filter((id) => id && !this.known.has(`${kind}:${id}`))
    for (let start = 0; start < unknown.length; start += AT_ONCE) {
      const asked = unknown.slice(start, start + AT_ONCE)
      const { results } = await this.#ask(kind, new URLSearchParams(asked.map((id) => ["id", id])))
      for (const id of asked) this.known.set(`${kind}:${id}`, null)
      this.#learn(kind, results)
    }
  }

  /** Makes a picture whose file is missing. */
  async createPicture(title) {
    const picture = await this.#fetch(this.addresses.picture, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
      body: JSON.stringify({ title }),
    })
    this.#learn("picture", [picture])
    return picture
  }

  /** Calls all listeners: what they show may have changed. */
  tell() {
    for (const listener of this.listeners) listener()
  }

  #learn(kind, results) {
    for (const item of results) this.known.set(`${kind}:${item.id}`, item)
    this.tell()
  }

  #ask(kind, query) {
    return this.#fetch(`${this.addresses[kind]}?${query}`)
  }

  async #fetch(address, options = {}) {
    let answer
    try {
      answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", ...options })
    } catch {
      throw new LookupError("The archive does not answer. Try again.")
    }
    if (answer.redirected) throw new LookupError("You are signed out. Sign in in another tab and try again.")
    const data = await answer.json().catch(() => ({}))
    if (!answer.ok) throw new LookupError(data.error ?? `The archive refused this (${answer.status}).`)
    return data
  }
}
