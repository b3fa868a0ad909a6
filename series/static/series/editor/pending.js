// Pictures that were pasted and have no place in the library yet: each is made there as a missing one, and its figures
// get its id. Those that could not be made stay in the text, say so, and are tried again before the form is sent.

export class Pending {
  constructor(library) {
    this.library = library
    this.requests = new Map()
    this.made = new Map()
    this.failures = new Map()
  }

  attach(editor) {
    this.editor = editor
    editor.on("update", () => this.look())
    this.look()
  }

  /** Why this picture could not be made; undefined while nothing failed. */
  failure(title) {
    return this.failures.get(title)
  }

  /** Asks for every picture that is wanted and not yet asked for. */
  look() {
    for (const title of this.#wanted()) {
      if (this.made.has(title)) this.#fill(title)
      else if (!this.failures.has(title) && !this.requests.has(title)) this.requests.set(title, this.#make(title))
    }
  }

  /** Tries the failed ones again; ends when all are answered. */
  async retry() {
    this.failures.clear()
    this.look()
    await Promise.all(this.requests.values())
  }

  get isWaiting() {
    return this.#wanted().size > 0
  }

  #wanted() {
    const titles = new Set()
    this.editor.state.doc.forEach((node) => {
      if (node.type.name === "figure" && !node.attrs.image) titles.add(node.attrs.missing || "Picture")
    })
    return titles
  }

  async #make(title) {
    try {
      this.made.set(title, (await this.library.createPicture(title)).id)
      this.#fill(title)
    } catch (error) {
      this.failures.set(title, error.message)
    }
    this.requests.delete(title)
    this.library.tell()
  }

  #fill(title) {
    if (this.editor.isDestroyed) return
    const { state, view } = this.editor
    const tr = state.tr.setMeta("addToHistory", false)
    state.doc.forEach((node, position) => {
      if (node.type.name !== "figure" || node.attrs.image || (node.attrs.missing || "Picture") !== title) return
      tr.setNodeAttribute(position, "image", this.made.get(title)).setNodeAttribute(position, "missing", null)
    })
    if (tr.docChanged) view.dispatch(tr)
  }
}
