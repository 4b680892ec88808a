/** What has happened to the sample's environments before anyone sees them. */
export interface Chapter {
  name: string
  class: 'development' | 'staging' | 'production'
  database: string
  backupBeforeMigrating: boolean
  events: readonly StoryEvent[]
}

export interface StoryEvent {
  do: 'apply' | 'undo'
  to?: string
  reason: string
  /** False: there is nothing yet that could be lost. Absent: as the environment says, where a pg_dump is installed. */
  backup?: false
  /** A file of the folder `broken` that lies among the migrations during this one. */
  draft?: string
}

/** At the end development is at 16, staging at 13 and production at 11, with a failure, an undo and a backup on the way. */
export const story: readonly Chapter[] = [
  {
    name: 'development', class: 'development', database: 'shop_development', backupBeforeMigrating: false,
    events: [
      { do: 'apply', reason: 'Set up the database of the team' },
      { do: 'apply', reason: 'Try the draft of the loyalty points', draft: 'V17__loyalty_points.sql' },
    ],
  },
  {
    name: 'staging', class: 'staging', database: 'shop_staging', backupBeforeMigrating: true,
    events: [
      { do: 'apply', to: '14', backup: false, reason: 'Candidate of release 2026.11' },
      { do: 'undo', reason: 'The new index slows the import down; it waits for the next release' },
    ],
  },
  {
    name: 'production', class: 'production', database: 'shop_production', backupBeforeMigrating: true,
    events: [
      { do: 'apply', to: '9', backup: false, reason: 'Launch of the shop' },
      { do: 'apply', to: '11', reason: 'CHG-1107: audit log and row-level security' },
    ],
  },
]
