/** A process of its own that makes one backup, so that a test can kill it. Arguments: URL of the database, data folder. */
import { createBackup } from '#engine/backups/create-backup.ts'
import { environmentAt, makeEngine, recorder } from './test-engine.ts'

const [url = '', dataFolder = ''] = process.argv.slice(2)
const environment = environmentAt(url)
await createBackup(makeEngine([environment], dataFolder), environment, { ...recorder(), reason: '', trigger: 'manual' })
