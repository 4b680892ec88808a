import { useComputedColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
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
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const query = useQuery({
    queryKey: ['editor'], queryFn: () => loadMonaco(i18n.language), staleTime: Infinity, gcTime: Infinity, retry: false, structuralSharing: false,
    networkMode: 'always',
  })
  const monaco = query.data

  useEffect(() => {
    if (!monaco) return
    applyTheme(monaco, scheme, document.documentElement)
    void document.fonts.load(`12px ${codeFont}`).then(() => monaco.editor.remeasureFonts())
  }, [monaco, scheme])

  return { monaco, failed: query.isError, retry: () => void query.refetch() }
}
