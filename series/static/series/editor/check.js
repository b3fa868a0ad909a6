// Whether the editor can hold a stored document so that saving gives back the same. What it cannot hold, it must not
// open: ProseMirror drops unknown attributes without a word, and an unknown node leaves it empty.

const MARKS = ["bold", "italic", "link", "crossLink"]

/** A document in a form in which equal ones are equal as text: no nulls, no empty lists, keys and marks in order. */
function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== "object") return value
  const entries = Object.keys(value)
    .sort()
    .filter((key) => value[key] !== null && value[key] !== undefined)
    .map((key) => [key, canonical(key === "marks" ? inOrder(value[key]) : value[key])])
    .filter(([key, entry]) => !(isEmpty(entry) && ["attrs", "content", "marks"].includes(key)))
  return Object.fromEntries(entries)
}

function inOrder(marks) {
  return Array.isArray(marks) ? [...marks].sort((a, b) => MARKS.indexOf(a?.type) - MARKS.indexOf(b?.type)) : marks
}

function isEmpty(entry) {
  return entry !== null && typeof entry === "object" && Object.keys(entry).length === 0
}

/** Why the editor cannot open this JSON text, in words; null and the document if it can. */
export function read(text, schema, version) {
  let json
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: "it is not valid JSON" }
  }
  if (json?.type !== "doc") return { problem: "it is not a body document" }
  if (json.attrs?.version !== version) {
    return { problem: `it has version ${JSON.stringify(json.attrs?.version)}, and this editor knows ${version}` }
  }
  try {
    const doc = schema.nodeFromJSON(json)
    doc.check()
    if (JSON.stringify(canonical(doc.toJSON())) !== JSON.stringify(canonical(json))) {
      return { problem: "it holds something that this editor would lose" }
    }
    return { problem: null, json }
  } catch (error) {
    return { problem: error.message }
  }
}
