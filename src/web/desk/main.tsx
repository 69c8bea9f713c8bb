// The desk: puts together languages, theme, query cache and router. What a page needs is loaded with the page.
import '../i18n/index.ts'
import '../shell/style.css'
import '../shell/pages.css'
import '../ui/form.css'
import '../ui/list.css'
import '../ui/progress.css'
import '../ui/words.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useLanguage } from '../i18n/index.ts'
import { queryClient } from '../shell/queries.ts'
import { theme } from '../shell/theme.ts'
import { router } from './router.tsx'

function Desk() {
  const language = useLanguage()
  dayjs.locale(language === 'en' ? 'en' : 'zh-cn')
  useEffect(() => {
    document.title = language === 'en' ? 'Lianfang desk' : '联防工作台'
  }, [language])
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  )
}

createRoot(document.getElementById('desk')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Desk />
    </QueryClientProvider>
  </StrictMode>,
)
