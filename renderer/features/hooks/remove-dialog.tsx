import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useChange } from './use-change.ts'

interface RemoveDialogProps {
  title: string
  text: string
  call: () => Promise<unknown>
  onClose: () => void
}

export function RemoveDialog({ title, text, call, onClose }: RemoveDialogProps) {
  const { t } = useTranslation(['hooks', 'common'])
  const remove = useChange(call, onClose)
  const foot = (
    <>
      <Button variant="quiet" data-autofocus onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate(undefined)}>
        {t('hooks:remove')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={title} width={440} foot={foot}>
      <p>{text}</p>
      {remove.error && <ErrorNotice error={remove.error} />}
    </Dialog>
  )
}
