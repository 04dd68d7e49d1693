import type { ThemeConfig } from 'antd';

/** Ant Design in our colours; the same values as in `tokens.css`. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0f5f52',
    colorInfo: '#27507f',
    colorSuccess: '#0f5f52',
    colorWarning: '#8a5300',
    colorError: '#b23a1e',
    colorLink: '#0f5f52',
    colorTextBase: '#24211c',
    colorText: '#24211c',
    colorTextSecondary: '#5a5348',
    colorTextTertiary: '#6f675a',
    // Ant Design's own is too faint to be read by everybody.
    colorTextPlaceholder: '#6f675a',
    colorTextDescription: '#5a5348',
    colorTextDisabled: '#6f675a',
    colorBgLayout: '#f8f4ec',
    colorBorder: '#8c8373',
    colorBorderSecondary: '#e8e0d2',
    colorSplit: '#e8e0d2',
    // What is chosen in a table or a list; what Ant Design makes of our jade is too dark to read on.
    controlItemBgActive: '#e4f1ec',
    controlItemBgActiveHover: '#d9ebe4',
    borderRadius: 8,
    fontSize: 14,
    fontFamily: 'var(--font)',
    controlHeight: 36,
    // The outline of what has the focus, wide enough to be seen.
    lineWidthFocus: 3,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#123f38', bodyBg: '#f8f4ec', headerPadding: '0 20px' },
    Menu: {
      darkItemBg: '#123f38',
      darkSubMenuItemBg: '#0e332d',
      darkItemColor: '#d5e6e0',
      darkItemHoverColor: '#ffffff',
      darkItemSelectedBg: '#0f6a5b',
      itemBorderRadius: 8,
    },
    Table: { headerBg: '#f3eee4', headerColor: '#5a5348', rowHoverBg: '#faf7f1', cellPaddingBlock: 12 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
  },
};
