// A unit signs for what it was asked; the id is made once, so that pressing twice signs once.
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ASSIGNMENTS, DIRECTIVE_STALE } from './paths.ts'
import { useDirectiveWords } from './words.ts'

export function SignButton({ assignmentId, size = 'middle' }: { assignmentId: string; size?: 'small' | 'middle' }) {
  const say = useDirectiveWords()
  const fail = useFail()
  const [id] = useState(newId)
  const signing = useSend<void, unknown>(
    () => api.post(`${ASSIGNMENTS}/${assignmentId}/receipts`, { id }),
    DIRECTIVE_STALE,
  )
  return (
    <Button
      size={size}
      type="primary"
      loading={signing.isPending}
      onClick={() => signing.mutate(undefined, { onError: fail })}
    >
      {say('sign')}
    </Button>
  )
}
