// A secret that is shown once: in a dialog that is closed on purpose only, with a copy button that also works where the
// browser keeps its clipboard to https (an office's server often has none).
import { App, Button, Input, type InputRef, Modal } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useCommon } from '../i18n/common.ts'

interface Props {
  title: string
  hint: ReactNode
  label: string
  secret: string
  onClose: () => void
}

export function ShownOnce({ title, hint, label, secret, onClose }: Props) {
  const common = useCommon()
  const { message } = App.useApp()
  const input = useRef<InputRef>(null)
  const copy = async () => {
    input.current?.select()
    const isCopied = navigator.clipboard
      ? await navigator.clipboard.writeText(secret).then(
          () => true,
          () => document.execCommand('copy'),
        )
      : document.execCommand('copy')
    if (isCopied) void message.success(common('copied'))
  }
  return (
    <Modal
      open
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {common('close')}
        </Button>
      }
    >
      <div className="stack">
        <div>{hint}</div>
        <div className="shown-once">
          <Input
            ref={input}
            readOnly
            autoFocus
            aria-label={label}
            value={secret}
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={() => void copy()}>{common('copy')}</Button>
        </div>
      </div>
    </Modal>
  )
}
