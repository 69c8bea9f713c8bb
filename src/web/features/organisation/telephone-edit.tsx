// A telephone number that calls, says when it is missing, and is entered in place by whoever may (M02). Numbers are not
// in the plan: they come from outside or from here.
import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api, problemOf } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { Telephone } from '../../ui/telephone.tsx'
import { useOrganisationWords } from './words.ts'

export const ORGANISATION = '/api/v1/organisation'

interface Props {
  /** Where the number is put: `/api/v1/hotline`, `/api/v1/units/…/telephone`, `/api/v1/posts/…/telephone`. */
  path: string
  who: string
  number: string | null
}

export function TelephoneEdit({ path, who, number }: Props) {
  const say = useOrganisationWords()
  const can = useMay()
  const [isEditing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setEditing(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (isEditing) return <Editor path={path} who={who} number={number} onClose={close} />
  return (
    <span className="telephone-cell">
      {number ? <Telephone number={number} /> : <span className="quiet">{say('noTelephone')}</span>}
      {can('organisation.edit') && (
        <button
          ref={button}
          type="button"
          className="link"
          aria-label={`${say(number ? 'change' : 'enter')}: ${say('telephoneOf', { who })}`}
          onClick={() => setEditing(true)}
        >
          {say(number ? 'change' : 'enter')}
        </button>
      )}
    </span>
  )
}

function Editor({ path, who, number, onClose }: Props & { onClose: () => void }) {
  const say = useOrganisationWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [text, setText] = useState(number ?? '')
  const input = useRef<InputRef>(null)
  useEffect(() => input.current?.focus({ cursor: 'all' }), [])
  const saving = useSend((telephone: string | null) => api.put(path, { telephone }), [ORGANISATION])
  const save = () => saving.mutate(text.trim() || null, { onSuccess: onClose })
  const problem = saving.error && problemOf(saving.error).details
  return (
    <form
      className="telephone-cell"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Input
        ref={input}
        size="small"
        inputMode="tel"
        maxLength={20}
        aria-label={say('telephoneOf', { who })}
        value={text}
        status={problem ? 'error' : ''}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <Button size="small" type="primary" htmlType="submit" loading={saving.isPending}>
        {common('save')}
      </Button>
      <Button size="small" type="text" onClick={onClose}>
        {common('cancel')}
      </Button>
      {problem && (
        <span role="alert" className="telephone-problem">
          {inLanguage(problem.errors[0] ?? problem)}
        </span>
      )}
    </form>
  )
}
