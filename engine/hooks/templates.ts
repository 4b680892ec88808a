import type { WebhookTemplate } from '#shared/contract/hooks.ts'
import type { NewsItem } from '../news/news.ts'
import { redactText } from '../redact.ts'

/** The body that a webhook gets. */
export function bodyOf(template: WebhookTemplate, item: NewsItem): string {
  const news = { ...item, text: redactText(item.text), facts: Object.fromEntries(Object.entries(item.facts).map(([name, value]) => [name, typeof value === 'string' ? redactText(value) : value])) }
  return JSON.stringify(template === 'slack' ? slackBody(news) : jsonBody(news))
}

/** As Standard Webhooks recommends it: `migration.finished` and the like. */
function jsonBody({ kind, at, text, env, envId, by, jobId, facts }: NewsItem) {
  return { type: kind.replaceAll('_', '.'), timestamp: at, data: { text, environment: env, environmentId: envId, by, jobId: jobId ?? null, ...facts } }
}

const titles: Readonly<Record<NewsItem['kind'], string>> = {
  migration_finished: 'Migration finished', migration_failed: 'Migration failed', approval_asked: 'Approval asked', drift_found: 'Drift found',
  backup_failed: 'Backup failed', rehearsal_failed: 'Rehearsal failed', test: 'Test',
}

/** `text` for notices and for Mattermost, blocks for Slack, which takes at most 3000 characters in one. */
function slackBody({ kind, at, text, env, by }: NewsItem) {
  const title = `${titles[kind]}${env === '' ? '' : `: ${env}`}`
  const about = [env, by, at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')].filter((part) => part !== '').join(' · ')
  return {
    text: escape(`${title}\n${text}`).slice(0, 3000),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${escape(title)}*\n${escape(text)}`.slice(0, 3000) } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: escape(about).slice(0, 3000) }] },
    ],
  }
}

/** Slack's own three characters: with them escaped a text can name no channel and hold no link. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
