/** Saves a text as a file, where the browser or the desktop puts downloads. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replaceAll(/[\\/:*?"<>|\s]+/g, '-')
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
