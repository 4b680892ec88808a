import { useEffect, useRef } from 'react'

/** The first field that can be written in has the focus when the form appears: it is all that the page is for. */
export function useFocusFirst() {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus(), [])
  return form
}
