import { useEffect, useEffectEvent } from 'react'
import { create } from 'zustand'
import { hashOf, placeOf, type Place } from './place.ts'

export { screens, type Place, type Screen } from './place.ts'

const remembered = 'strata.environment'

export const useNavigation = create<Place>(() => {
  const place = placeOf(location.hash)
  return { ...place, env: place.env ?? localStorage.getItem(remembered) }
})

/** Goes to a place; what is not named stays, but an item, an action and a view belong to one screen only. */
export function navigate(to: Partial<Place>): void {
  const from = useNavigation.getState()
  const place = { ...from, item: null, action: null, view: null, ...to }
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

/** Shows the things of the screen in another way: a step in the history of the window, or none while a hand is still at it. */
export function lookAt(view: string | null, step: boolean): void {
  const from = useNavigation.getState()
  if (from.view === view) return
  const place = { ...from, view }
  useNavigation.setState(place)
  if (step) history.pushState(null, '', hashOf(place))
  else history.replaceState(null, '', hashOf(place))
}

/** Another environment, on the same screen. */
export function chooseEnvironment(env: string): void {
  navigate({ env, view: useNavigation.getState().view })
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
