import { Group, Rect, TSpan, type Displayable, type Path } from 'zrender'
import type { Box } from './box.ts'

/** Elements of one make in one layer, taken in turn. */
class Pool<Element extends Displayable> {
  readonly #group: Group
  readonly #make: () => Element
  readonly #all: Element[] = []
  #used = 0

  constructor(group: Group, make: () => Element) {
    this.#group = group
    this.#make = make
  }

  take(): Element {
    const known = this.#all[this.#used]
    this.#used += 1
    if (known) {
      show(known, true)
      return known
    }
    const made = this.#make()
    made.silent = true
    this.#all.push(made)
    this.#group.add(made)
    return made
  }

  rest(): void {
    for (const element of this.#all.slice(this.#used)) show(element, false)
    this.#used = 0
  }
}

function show(element: Displayable, shown: boolean): void {
  if (element.ignore === shown) element.attr('ignore', !shown)
}

/** What lies over all that was drawn before it. Within it boxes lie under lines, lines under signs, and signs under words. */
export class Layer {
  readonly group = new Group()
  readonly #level: number
  readonly #pools = new Map<string, Pool<Path> | Pool<TSpan>>()
  readonly #clip = new Rect()

  constructor(level: number) {
    this.#level = level
  }

  /** The key names the make; `order` is its place among the makes of the layer. */
  path(key: string, order: number, make: () => Path): Path {
    return (this.#pools.get(key) ?? this.#add(key, new Pool(this.group, () => this.#place(make(), order)))).take() as Path
  }

  text(): TSpan {
    return (this.#pools.get('text') ?? this.#add('text', new Pool(this.group, () => this.#place(new TSpan(), 100)))).take() as TSpan
  }

  clipTo(box: Box | undefined): void {
    if (!box) return this.group.removeClipPath()
    this.#clip.setShape(box)
    if (this.group.getClipPath() !== this.#clip) this.group.setClipPath(this.#clip)
  }

  rest(): void {
    for (const pool of this.#pools.values()) pool.rest()
  }

  #place<Element extends Displayable>(element: Element, order: number): Element {
    element.z = this.#level
    element.z2 = order
    return element
  }

  #add<Kept extends Pool<Path> | Pool<TSpan>>(key: string, pool: Kept): Kept {
    this.#pools.set(key, pool)
    return pool
  }
}
