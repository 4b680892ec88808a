/** Whether a name is like a pattern in which * stands for any characters and ? for one; takes at most the product of both lengths. */
export function isLike(name: string, pattern: string): boolean {
  let [at, inPattern, star, back] = [0, 0, -1, 0]
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++
      back = at
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === name[at]) {
      at += 1
      inPattern += 1
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++back
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern += 1
  return inPattern === pattern.length
}
