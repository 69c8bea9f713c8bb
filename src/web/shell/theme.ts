// The look of the desk in Ant Design's words: calm, dense, official. Ink on paper, one deep teal for what acts, and
// the three signal colours only beside a word that says the same. The same values are CSS variables in style.css.
import type { ThemeConfig } from 'antd'

export const FONT =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif'

export const theme: ThemeConfig = {
  token: {
    // Who asked the computer for less motion gets none.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    colorPrimary: '#14566b',
    colorInfo: '#14566b',
    colorLink: '#0d5f80',
    colorSuccess: '#2c6b41',
    colorWarning: '#8f5c00',
    colorError: '#b3261e',
    colorPrimaryBg: '#e6f0f2',
    colorPrimaryBgHover: '#d8e8eb',
    controlItemBgActive: '#e6f0f2',
    controlItemBgActiveHover: '#d8e8eb',
    colorErrorBg: '#fbeeec',
    colorErrorBorder: '#eac4c0',
    colorWarningBg: '#fcf4e3',
    colorWarningBorder: '#ead6a6',
    colorInfoBg: '#e6f0f2',
    colorInfoBorder: '#b9d3da',
    colorSuccessBg: '#eaf4ed',
    colorSuccessBorder: '#bfdac8',
    colorText: '#1c2528',
    colorTextSecondary: '#56646a',
    colorTextTertiary: '#76848a',
    colorBorder: '#c9d1d3',
    colorBorderSecondary: '#e1e6e6',
    colorBgLayout: '#f2f4f3',
    fontFamily: FONT,
    fontSize: 14,
    borderRadius: 4,
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Modal: { titleFontSize: 16 },
  },
}
