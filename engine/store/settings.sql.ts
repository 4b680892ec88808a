export const settingStatements = {
  list: 'SELECT name, value FROM settings',
  save: 'INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
}
