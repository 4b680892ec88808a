import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiToken } from '#shared/contract/access.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { api } from '../../../client/link.ts'
import { Empty } from '../../../ui/empty.tsx'
import { ListPanel } from '../list-panel.tsx'
import { MakeTokenDialog } from './make-token-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { TokenDetail } from './token-detail.tsx'
import { TokenTable } from './token-table.tsx'
import css from '../people.module.css'

export function TokensTab({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('people')
  const list = useQuery(api.access.tokens.queryOptions({ input: {}, select: ({ tokens }) => tokens }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const tokens = list.data ?? []
  const token = tokens.find(({ id }) => id === chosen) ?? tokens[0]
  const make = (
    <MayButton operation="access.createToken" size="s" variant="primary" icon={<KeyRound />} onClick={() => setMaking(true)}>
      {t('tokens.make')}
    </MayButton>
  )
  const empty = (
    <Empty icon={<KeyRound />} title={t('tokens.empty')} action={make}>
      {t('tokens.emptyText')}
    </Empty>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={list} operation="access.tokens" actions={tokens.length > 0 && make} empty={empty}>
        {(rows) => <TokenTable tokens={rows} selected={token?.id ?? null} onChoose={setChosen} />}
      </ListPanel>
      {token && <TokenDetail key={token.id} token={token} onRevoke={() => setRevoking(token)} />}
      {making && <MakeTokenDialog onClose={() => setMaking(false)} onMade={setChosen} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </div>
  )
}
