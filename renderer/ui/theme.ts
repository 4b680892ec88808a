import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const shades = (light: string, dark: string): MantineColorsTuple => [light, light, light, light, dark, dark, light, light, light, dark]
/** Mantine wants ten shades; ours are two tokens, and which one is in force is decided by the colour scheme. */
const token = (name: string) => shades(`var(--${name})`, `var(--${name})`)

const neutrals = (names: readonly [string, string, string, string, string, string, string, string, string, string]) => names.map((name) => `var(--${name})`) as unknown as MantineColorsTuple

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'var(--r)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: { fontFamily: 'var(--font)', fontWeight: '640' },
  colors: {
    gray: neutrals(['hover', 'grey-bg', 'line', 'line2', 'line2', 'ink3', 'ink3', 'ink2', 'ink2', 'ink']),
    dark: neutrals(['ink', 'ink2', 'ink3', 'ink3', 'line2', 'line', 'bg', 'panel', 'bg', 'bg']),
    accent: token('accent'), red: token('bad'), green: token('ok'), yellow: token('warn'), violet: token('vio'),
  },
  components: {
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 100 }, fz: 12 }, styles: { tooltip: { background: 'var(--ink)', color: 'var(--panel)' } } },
    Modal: { defaultProps: { transitionProps: { duration: 100, transition: 'fade' }, centered: true } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'none' } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'none' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, comboboxProps: { transitionProps: { duration: 80 } } } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'sm' } },
  },
})

/** Mantine's pieces drawn with the tokens of the studio. */
const variables = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink2)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-disabled': 'var(--grey-bg)',
  '--mantine-color-disabled-color': 'var(--ink3)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-bg)',
  '--mantine-color-accent-light-hover': 'var(--accent-bg)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-gray-light-color': 'var(--ink2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--input-height-xs': '28px',
  '--input-height-sm': '32px',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables })
