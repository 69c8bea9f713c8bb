// What a failed action tells: the problem's own words in the language of the screen, with its reasons.
import { App } from 'antd'
import { useCallback } from 'react'
import { useBilingual } from '../i18n/index.ts'
import { problemOf } from './api.ts'

export function useFail(): (error: unknown) => void {
  const { message } = App.useApp()
  const inLanguage = useBilingual()
  return useCallback(
    (error) => {
      const { details } = problemOf(error)
      const reasons = details.errors.map(inLanguage).filter((text) => text !== inLanguage(details))
      void message.error([inLanguage(details), ...reasons].join(' · '), 6)
    },
    [message, inLanguage],
  )
}
