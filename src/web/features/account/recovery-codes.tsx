// Recovery codes, shown once: to be copied, downloaded or written down before the screen goes on.
import { App, Button } from 'antd'
import { useCommon } from '../../i18n/common.ts'
import { saveText } from '../../ui/save-text.ts'
import { useAccountWords } from './words.ts'
import './account.css'

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useAccountWords()
  const common = useCommon()
  const { message } = App.useApp()
  const text = codes.join('\n')
  // Only https and localhost have a clipboard; the download works everywhere.
  const copy = () => navigator.clipboard.writeText(text).then(() => void message.success(common('copied')))
  return (
    <div className="stack">
      <h2>{say('codesTitle')}</h2>
      <p>{say('codesHint')}</p>
      <ol className="recovery-codes num" aria-label={say('codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="row">
        <Button type="primary" onClick={onKept}>
          {say('codesSaved')}
        </Button>
        <Button onClick={() => saveText(`${say('codesFile')}.txt`, text)}>{say('download')}</Button>
        {navigator.clipboard && <Button onClick={() => void copy()}>{common('copy')}</Button>}
      </div>
    </div>
  )
}
