import { JobsView } from '../../app/jobs-view.tsx'

export function ActivityScreen() {
  return <JobsView />
}
