// The plain page of those who are not yet at the desk: sign-in and the change of password.
import type { ReactNode } from 'react'
import { useCommon } from '../i18n/common.ts'
import { setLanguage, useLanguage } from '../i18n/index.ts'
import { useShellWords } from './words.ts'

export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  const common = useCommon()
  const say = useShellWords()
  const language = useLanguage()
  return (
    <div className="sheet-page">
      <main className="sheet">
        <div className="sheet-brand">
          <img src="/icon.svg" alt="" width="32" height="32" />
          <span>
            <strong>{common('product')}</strong> {common('productLong')}
          </span>
        </div>
        <h1>{title}</h1>
        {children}
      </main>
      <button
        type="button"
        className="language on-paper"
        onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
      >
        {say('language')}
      </button>
    </div>
  )
}
