import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadMonaco } from './load-monaco.ts'
import type { Monaco } from './monaco.ts'
import { codeFont } from './options.ts'
import { applyTheme } from './theme.ts'

interface LoadedMonaco {
  monaco: Monaco | undefined
  failed: boolean
  retry: () => void
}

/** The editor once its chunk is here, in the theme that is on screen. */
export function useMonaco(): LoadedMonaco {
  const { i18n } = useTranslation()
  const scheme = useComputedColorScheme('light')
  const [monaco, setMonaco] = useState<Monaco>()
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let gone = false
    loadMonaco(i18n.language).then(
      (loaded) => {
        void document.fonts.load(`12px ${codeFont}`).then(() => loaded.editor.remeasureFonts())
        if (!gone) setMonaco(() => loaded)
      },
      () => {
        if (!gone) setFailed(true)
      },
    )
    return () => {
      gone = true
    }
  }, [attempt, i18n.language])

  useEffect(() => {
    if (monaco) applyTheme(monaco, scheme, document.documentElement)
  }, [monaco, scheme])

  const retry = () => {
    setFailed(false)
    setAttempt(attempt + 1)
  }
  return { monaco, failed, retry }
}
