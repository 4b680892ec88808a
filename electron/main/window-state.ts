import { z } from 'zod'

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

const windowStateSchema = z.object({ x: z.int().optional(), y: z.int().optional(), width: z.int().positive(), height: z.int().positive(), maximized: z.boolean() })
export type WindowState = z.infer<typeof windowStateSchema>

export const smallestWindow = { width: 1024, height: 640 } as const
const firstWindow: WindowState = { width: 1360, height: 860, maximized: false }

/** How much of the window must lie on a display for a person to find and drag it. */
const visible = { width: 160, height: 80 }

/** The remembered state made fit for the displays that are there now: never off screen, never larger than its display. */
export function fitWindowState(text: string | undefined, displays: readonly Area[]): WindowState {
  const state = parse(text)
  const { x, y } = state
  const at = x === undefined || y === undefined ? undefined : { ...state, x, y }
  const display = (at && displays.find((area) => overlaps(at, area))) ?? displays[0]
  const width = Math.max(smallestWindow.width, Math.min(state.width, display?.width ?? state.width))
  const height = Math.max(smallestWindow.height, Math.min(state.height, display?.height ?? state.height))
  if (at && display && overlaps(at, display)) return { ...at, width, height }
  return { width, height, maximized: state.maximized }
}

function parse(text: string | undefined): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return firstWindow
  }
}

function overlaps(window: Area, display: Area): boolean {
  const width = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  const height = Math.min(window.y + window.height, display.y + display.height) - Math.max(window.y, display.y)
  return width >= visible.width && height >= visible.height && window.y >= display.y
}
