import { useTranslation } from 'react-i18next'
import type { ApiToken } from '#shared/contract/access.ts'
import { Grants } from '../../../app/account/grants.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../../ui/panel.tsx'
import { CurlExample } from './curl-example.tsx'
import { TokenState } from './token-table.tsx'
import css from '../people.module.css'

export function TokenDetail({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Panel tone="raise" label={token.name}>
      <PanelHead title={token.name} tags={<TokenState token={token} />} />
      <PanelBody tabIndex={0}>
        <Section>
          <Facts
            facts={[
              [t('tokens.begins'), <span className={css.mono}>{token.prefix}…</span>],
              [t('tokens.made'), t('users.addedBy', { at: format.day(token.createdAt), by: token.createdBy })],
              [t('tokens.expires'), format.exact(token.expiresAt)],
              [t('tokens.used'), token.lastUsedAt ? format.exact(token.lastUsedAt) : t('tokens.unused')],
            ]}
          />
        </Section>
        <Section title={t('tokens.may')}>
          <Grants grants={token.grants} />
          <p className={css.lesser}>{t('tokens.mayText')}</p>
        </Section>
        {token.state === 'active' ? (
          <Section title={t('tokens.example')}>
            <CurlExample />
          </Section>
        ) : (
          <Section>
            <p className={css.lesser}>{t(`tokens.over.${token.state}`)}</p>
          </Section>
        )}
      </PanelBody>
      {token.state === 'active' && (
        <PanelFoot>
          <Button variant="danger" wide onClick={onRevoke}>
            {t('tokens.revoke')}
          </Button>
        </PanelFoot>
      )}
    </Panel>
  )
}
