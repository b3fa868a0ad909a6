// Which addresses a link may lead to, as series/body/hrefs.py has it. The server judges; this tells the editor sooner.

const LONGEST = 2048
const MAILTO = /^mailto:[^@,?\s]+@[^@,?\s]+(,[^@,?\s]+@[^@,?\s]+)*(\?.*)?$/i
const HOST = /^(\[[0-9a-f:.]+\]|[\p{L}\p{N}_\-\u0080-\u{10ffff}]+(\.[\p{L}\p{N}_\-\u0080-\u{10ffff}]+)*\.?)$/iu
const FOOTNOTE = /(^|[_-])(ftn|ftnt|fn|footnote|cite_note|cite_ref|endnote|edn|fnref|ftnref|ednref)(_ref)?[-_:]?\w*$/i

/** What is wrong with an address, in words; null if nothing is. */
export function fault(address) {
  if (address.length > LONGEST) return `The address is longer than ${LONGEST} characters.`
  if (/[\s\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(address)) return "The address holds a space or a hidden character."
  if (/[\\<>"`]/.test(address)) return "The address holds a character that no address may: \\ < > \" or `."
  const scheme = /^(https?:\/\/|mailto:)/i.exec(address)
  if (!scheme) return "The address must begin with http://, https:// or mailto:."
  if (/^mailto:/i.test(address)) {
    return MAILTO.test(address) ? null : "A mailto: address needs a mailbox such as desk@example.org."
  }
  return authorityFault(address.slice(scheme[0].length).split(/[/?#]/, 1)[0])
}

function authorityFault(authority) {
  if (authority.includes("@")) return "The address has a user name before its host, which hides where it leads."
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(authority) ?? []
  if (host === "") return "The address has no host."
  const portFits = !port || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)
  return host && HOST.test(host) && portFits ? null : "The address has a host or port that cannot be read."
}

/** A pasted address made fit to be a link; null when it leads nowhere that a link may lead. */
export function cleaned(raw) {
  const address = withoutDetour(raw.trim())
  if (!fault(address)) return address
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return null
  try {
    const { href } = new URL(address)
    return fault(href) ? null : href
  } catch {
    return null
  }
}

/** Google Docs sends each link through its own counter; this is where it leads. */
function withoutDetour(address) {
  const detour = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(address)
  return (detour && new URLSearchParams(detour[1]).get("q")) || address
}

/** Whether an address leads to a footnote of the page it stands on, or back from it. */
export function isFootnote(address) {
  const hash = address.indexOf("#")
  return hash >= 0 && FOOTNOTE.test(address.slice(hash + 1))
}
