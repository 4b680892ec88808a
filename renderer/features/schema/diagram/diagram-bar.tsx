import { Panel as FlowPanel, useReactFlow } from '@xyflow/react'
import { Download, KeyRound, Maximize, Share2, ZoomIn, ZoomOut } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagram } from '#shared/contract/schema.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { drawSvg } from './draw-svg.ts'
import type { Placed } from './path.ts'
import { currentPalette, savePng, saveSvg } from './save-picture.ts'
import css from './diagram.module.css'

export interface DiagramBarProps {
  diagram: Diagram
  placed: () => ReadonlyMap<string, Placed>
  /** Of the files that are saved. */
  name: string
  keysOnly: boolean
  onKeysOnly: (keysOnly: boolean) => void
  /** undefined: every table of the schema is there already. */
  neighbours: boolean | undefined
  onNeighbours: (neighbours: boolean) => void
}

/** What the diagram holds, and what can be done with it. */
export function DiagramBar({ diagram, placed, name, keysOnly, onKeysOnly, neighbours, onNeighbours }: DiagramBarProps) {
  const { t } = useTranslation('diagram')
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const [problem, setProblem] = useState(false)
  const picture = () => drawSvg(placed(), diagram.relations, keysOnly, currentPalette())
  const png = () => void savePng(picture(), name).then(() => setProblem(false), () => setProblem(true))
  return (
    <>
      <FlowPanel position="top-left" className={css.note}>
        {t('tables', { count: diagram.tables.length })} · {t('relations', { count: diagram.relations.length })}
        {diagram.leftOut > 0 && <strong className={css.leftOut}>{t('leftOut', { count: diagram.leftOut })}</strong>}
        {problem && <strong className={css.leftOut} role="alert">{t('pngFailed')}</strong>}
      </FlowPanel>
      <FlowPanel position="top-right" className={css.tools}>
        {neighbours !== undefined && <IconButton label={t('neighbours')} icon={<Share2 />} pressed={neighbours} onClick={() => onNeighbours(!neighbours)} />}
        <IconButton label={t('keysOnly')} icon={<KeyRound />} pressed={keysOnly} onClick={() => onKeysOnly(!keysOnly)} />
        <IconButton label={t('zoomOut')} icon={<ZoomOut />} onClick={() => void zoomOut()} />
        <IconButton label={t('zoomIn')} icon={<ZoomIn />} onClick={() => void zoomIn()} />
        <IconButton label={t('fit')} icon={<Maximize />} onClick={() => void fitView({ padding: 0.08, maxZoom: 1 })} />
        <Button size="s" variant="quiet" icon={<Download />} onClick={() => saveSvg(picture().svg, name)}>
          SVG
        </Button>
        <Button size="s" variant="quiet" icon={<Download />} onClick={png}>
          PNG
        </Button>
      </FlowPanel>
    </>
  )
}
