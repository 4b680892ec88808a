/** An error of pg_restore with all that it says about it. */
export interface RestoreError {
  /** Description of the entry, such as `COMMENT EXTENSION hstore`; undefined before the first one. */
  entry?: string
  /** First line, without pg_restore's own words around it. */
  message: string
  /** DETAIL, HINT, CONTEXT and so on. */
  more: string[]
  /** The SQL that failed, as far as it is shown. */
  command?: string
}

export type RestoreLine =
  /** Work on an entry begins; `table` is schema.name where it is the data of a table. */
  | { kind: 'entry'; text: string; table?: string }
  | { kind: 'warning'; text: string }

/** Reads what `pg_restore --verbose` writes to stderr under LC_ALL=C (versions 13 to 18), line by line. */
export class RestoreParser {
  readonly errors: RestoreError[] = []
  #entry: string | undefined
  #open: RestoreError | undefined

  feed(line: string): RestoreLine | undefined {
    const text = line.replace(/^pg_restore: (?:\[[^\]]+\] )?/, '')
    if (text === line) return void this.#continue(line)
    this.#open = undefined
    const entry = /^from TOC entry \d+; \d+ \d+ (.*?)(?: \(no owner\))?\s*$/.exec(text)?.[1]
    if (entry !== undefined) return void (this.#entry = entry)
    const error = /^(?:error|fatal): (.*)$/s.exec(text)?.[1]
    if (error !== undefined) return void this.#begin(error)
    const detail = /^(?:detail|hint): (.*)$/s.exec(text)?.[1]
    if (detail !== undefined) return void this.errors.at(-1)?.more.push(detail)
    return this.#progress(text)
  }

  #progress(text: string): RestoreLine | undefined {
    const table = /^processing data for table "(.*)"$/.exec(text)?.[1]
    if (table !== undefined) return { kind: 'entry', text, table }
    if (/^(creating|executing|processing) /.test(text)) return { kind: 'entry', text }
    const warning = /^(?:warning: |WARNING:\s+)(.*)$/s.exec(text)?.[1]
    return warning === undefined || warning.startsWith('errors ignored on restore') ? undefined : { kind: 'warning', text: warning }
  }

  /** The entry that an error names stands before it, and is not named again for its next error. */
  #begin(text: string): void {
    const message = text.replace(/^could not execute query: /, '').replace(/(^|: )\p{Lu}{4,}:\s+/u, '$1')
    this.#open = { message, more: [], ...(this.#entry !== undefined && { entry: this.#entry }) }
    this.errors.push(this.#open)
  }

  #continue(line: string): void {
    if (!this.#open) return
    const command = /^Command was: (.*)$/s.exec(line)?.[1]
    if (command !== undefined) this.#open.command = command
    else if (this.#open.command !== undefined) this.#open.command += `\n${line}`
    else if (line !== '') this.#open.more.push(line)
  }
}
