export const settingStatements = {
  list: 'SELECT name, value FROM settings',
  save: 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
}
