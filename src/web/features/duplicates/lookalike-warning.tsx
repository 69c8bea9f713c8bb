// While somebody is typed in: who may be the same person (M07). A warning beside the form; saving goes on as ever.
import { Alert, Form } from 'antd'
import { useEffect, useState } from 'react'
import type { Lookalikes } from '../../../modules/people/duplicates/contract.ts'
import { readDocument } from '../../../modules/people/rules/documents.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'
import { api } from '../../shell/api.ts'
import { useMe } from '../../shell/session.ts'
import type { Values } from '../persons/registration.ts'
import { Side } from './side.tsx'
import { useDuplicateWords } from './words.ts'
import './duplicates.css'

const QUIET_MS = 600

export function LookalikeWarning() {
  const say = useDuplicateWords()
  const me = useMe()
  const form = Form.useFormInstance<Values>()
  const watched = Form.useWatch((values: Values) => JSON.stringify(questionOf(values)), form)
  const [found, setFound] = useState<Lookalikes['items']>([])
  const within = me.permissions['person.register']?.[0]
  useEffect(() => {
    const question = watched ? (JSON.parse(watched) as ReturnType<typeof questionOf>) : null
    if (!question) {
      setFound([])
      return
    }
    let isOver = false
    const timer = setTimeout(async () => {
      // Where the person will live may not be said yet: asked from the own area then.
      const areaCode = question.areaCode ?? (within && within.length >= 9 ? within : `${within}100`)
      const answer = await api
        .post<Lookalikes>('/api/v1/persons/lookalikes', { ...question, areaCode })
        .catch(() => null)
      if (!isOver) setFound(answer?.items ?? [])
    }, QUIET_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [watched, within])
  if (found.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={say('warnTitle')}
      description={
        <>
          {say('warnHint')}
          <ul className="lookalikes">
            {found.map(({ person, strength, reasons }) => (
              <li key={person.personId ?? person.areaCode}>
                <Side side={person} />
                <span className="quiet">
                  {say(strength)}：{reasons.map((reason) => say(reason)).join('、')}
                </span>
              </li>
            ))}
          </ul>
        </>
      }
    />
  )
}

/** Null until there is enough to compare by: a name, and a telephone or a birth date. */
function questionOf(values: Values) {
  const { numbers } = readTelephones(values.telephones ?? '')
  const document = readDocument(values.documentType ?? 'resident-id', values.documentNumber ?? '')
  const birthDate = document.ok ? document.value.birthDate : (values.birthDate ?? null)
  if (!values.name?.trim() || (numbers.length === 0 && !birthDate)) return null
  return {
    name: values.name.trim(),
    document: document.ok ? { type: values.documentType, number: values.documentNumber } : null,
    sex: values.sex ?? null,
    birthDate: values.birthDate || null,
    telephones: numbers,
    areaCode: values.areaCode,
  }
}
