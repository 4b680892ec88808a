import { useEffect, useEffectEvent } from 'react'
import { create } from 'zustand'

export const screens = ['migrations', 'timeline', 'backups', 'environments', 'activity'] as const
export type Screen = (typeof screens)[number]

export interface Place {
  screen: Screen
  /** Id of the current environment; null while none is chosen. */
  env: string | null
  /** What is selected on the screen: a script, a backup, an event, a job. */
  item: string | null
  /** What the screen shall begin with, such as `create` or `restore`; the screen takes it and forgets it. */
  action: string | null
}

const remembered = 'strata.environment'

/** `#/backups/b-2026?env=e1&do=restore` and back. */
export function placeOf(hash: string): Place {
  const url = new URL(hash.replace(/^#/, '') || '/', 'app://place')
  const [screen = '', ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  return {
    screen: (screens as readonly string[]).includes(screen) ? (screen as Screen) : 'environments',
    env: url.searchParams.get('env'),
    item: rest.length > 0 ? rest.join('/') : null,
    action: url.searchParams.get('do'),
  }
}

export function hashOf({ screen, env, item, action }: Place): string {
  const query = new URLSearchParams({ ...(env && { env }), ...(action && { do: action }) }).toString()
  return `#/${screen}${item ? `/${encodeURIComponent(item)}` : ''}${query ? `?${query}` : ''}`
}

export const useNavigation = create<Place>(() => {
  const place = placeOf(location.hash)
  return { ...place, env: place.env ?? localStorage.getItem(remembered) }
})

/** Goes to a place; what is not named stays, but an item and an action belong to one screen only. */
export function navigate(to: Partial<Place>): void {
  const from = useNavigation.getState()
  const place = { ...from, item: null, action: null, ...to }
  if (place.env) localStorage.setItem(remembered, place.env)
  useNavigation.setState(place)
  if (location.hash !== hashOf(place)) history.pushState(null, '', hashOf(place))
}

/** Chooses something on the screen without a step in the history of the window. */
export function select(item: string | null): void {
  const place = { ...useNavigation.getState(), item, action: null }
  useNavigation.setState(place)
  history.replaceState(null, '', hashOf(place))
}

/** Another environment, on the same screen. */
export function chooseEnvironment(env: string): void {
  navigate({ env })
}

/** What the screen shall begin with, once: the caller takes it and it is gone. */
export function takeAction(): string | null {
  const { action, item } = useNavigation.getState()
  if (action) select(item)
  return action
}

/** Calls back with what the screen shall begin with, at once or when it comes while the screen stands. */
export function useBeginning(begin: (action: string) => void): void {
  const { action } = useNavigation()
  const onAction = useEffectEvent(begin)
  useEffect(() => {
    const taken = action && takeAction()
    if (taken) onAction(taken)
  }, [action])
}

export function followHash(): () => void {
  const follow = () => {
    const place = placeOf(location.hash)
    useNavigation.setState({ ...place, env: place.env ?? useNavigation.getState().env })
  }
  window.addEventListener('hashchange', follow)
  window.addEventListener('popstate', follow)
  return () => {
    window.removeEventListener('hashchange', follow)
    window.removeEventListener('popstate', follow)
  }
}
