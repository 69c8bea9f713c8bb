// The two languages of the screens: Chinese first, English complete. Each feature declares its words once, in both
// languages side by side; a key without its English word does not compile. Words travel with the page that uses them.
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Language = 'zh-CN' | 'en'
export interface Bilingual {
  zh: string
  en: string
}

const STORED = 'lianfang.language'

const remembered = (): Language => (localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN')

void i18next.use(initReactI18next).init({
  lng: remembered(),
  fallbackLng: 'zh-CN',
  initAsync: false,
  resources: {},
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
})
document.documentElement.lang = i18next.language

export function setLanguage(language: Language): void {
  localStorage.setItem(STORED, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN')

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh-CN'
}

export type Say<K extends string> = (key: K, values?: Record<string, string | number>) => string

/** Declares the words of one feature; the hook it returns says them in the language of the screen. */
export function dictionary<const T extends Record<string, string>>(
  name: string,
  zh: T,
  en: { [K in keyof T]: string },
): () => Say<keyof T & string> {
  i18next.addResourceBundle('zh-CN', name, zh)
  i18next.addResourceBundle('en', name, en)
  return () => {
    const { t } = useTranslation(name)
    return useCallback<Say<keyof T & string>>((key, values) => t(key, values ?? {}), [t])
  }
}

/** Picks the language of the screen out of a text that came in both. */
export function useBilingual(): (text: Bilingual) => string {
  const language = useLanguage()
  return useCallback((text) => (language === 'en' ? text.en : text.zh), [language])
}
