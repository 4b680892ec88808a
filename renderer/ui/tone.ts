export type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'bad' | 'vio'
