// Words and reading time, counted by the rule of series/body/text.py.

const WORDS_A_MINUTE = 230
const CJK =
  /[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/gu
// Python's white space, which is not quite JavaScript's.
const BETWEEN = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000–—―…\u200b]+/u
const LETTER = /[\p{L}\p{N}]/u

/** Words in a text. */
export function countWords(text) {
  return text.replace(CJK, " $& ").split(BETWEEN).filter((part) => LETTER.test(part)).length
}

/** Words that a reader reads in a ProseMirror document: without captions and credits. */
export function wordCount(doc) {
  let words = 0
  doc.descendants((node) => {
    if (node.type.name === "quote" && node.attrs.attribution) words += countWords(node.attrs.attribution)
    if (!node.isTextblock) return true
    words += countWords(node.textBetween(0, node.content.size, "", "\n"))
    return false
  })
  return words
}

/** Whole minutes to read so many words. */
export function readingMinutes(words) {
  return Math.ceil(words / WORDS_A_MINUTE)
}
