import type { Delivery, DeliveryDetail, Webhook } from '#shared/contract/hooks.ts'
import type { HookCall, IncomingHook, Trigger } from '#shared/contract/hooks-incoming.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { time } from './values.ts'

/** The secret alone on the first line: `strata hooks create ... | head -n 1`. */
export function renderWebhookSecret({ webhook, secret }: { webhook: Webhook; secret: string }, { paint }: Look): string {
  return `${secret}\n${paint.dim(`Deliveries of ${webhook.name} to ${webhook.address} are signed with this secret. It is not shown again.`)}\n`
}

export function renderWebhooks({ webhooks }: { webhooks: Webhook[] }, look: Look): string {
  if (webhooks.length === 0) return 'There are no webhooks.\nMake one: strata hooks create NAME\n'
  const rows = webhooks.map((one) => [one.name, one.address, one.envs.length === 0 ? 'all' : one.envs.map(({ name }) => name).join(', '), one.kinds.join(', '), one.enabled ? '' : look.paint.yellow('off'), lastOf(one.last, look), count(one.dead, look)])
  return `${table(['Name', 'Address', 'Environments', 'News', '', 'Last', 'Dead'], rows, look)}\n`
}

export function renderDeliveries({ deliveries }: { deliveries: Delivery[] }, look: Look): string {
  if (deliveries.length === 0) return 'Nothing was sent yet.\n'
  const rows = deliveries.map((one) => [time(one.createdAt, look.timeZone), one.webhook, one.kind, one.env, stateOf(one, look), String(one.tries), one.problem ?? '', look.paint.dim(one.id)])
  return `${table(['Made', 'Webhook', 'News', 'Environment', '', 'Tries', 'Problem', 'Id'], rows, look)}\n`
}

export function renderDelivery(delivery: DeliveryDetail, look: Look): string {
  const { id, webhook, kind, env, body, attempts } = delivery
  const tries = attempts.map(({ at, ms, status, problem, answer }) => `  ${time(at, look.timeZone)}  ${status ?? '-'}  ${Math.round(ms)} ms  ${problem ?? look.paint.green('delivered')}${answer ? `\n    ${look.paint.dim(answer.slice(0, 300).replaceAll('\n', '\n    '))}` : ''}`)
  return `${[`${webhook}  ${kind}${env === '' ? '' : `  ${env}`}  ${stateOf(delivery, look)}`, look.paint.dim(`webhook-id: ${id}`), '', body, '', ...(tries.length === 0 ? ['Not sent yet.'] : tries)].join('\n')}\n`
}

export function renderHookSecret({ hook, secret }: { hook: IncomingHook; secret: string }, { paint }: Look): string {
  return `${secret}\n${paint.dim(`Sign calls of ${hook.name} with this secret: docs/hooks.md shows how. It is not shown again.\nThe id of the hook for strata-hook: ${hook.id}`)}\n`
}

export function renderIncoming({ hooks }: { hooks: IncomingHook[] }, look: Look): string {
  if (hooks.length === 0) return 'No deployment can call this Strata.\nMake a hook: strata hooks create-incoming NAME --env ENVIRONMENT\n'
  const rows = hooks.map((one) => [one.name, one.env.name, one.action, one.enabled ? '' : look.paint.yellow('off'), callOf(one.last, look), look.paint.dim(one.id)])
  return `${table(['Name', 'Environment', 'Does', '', 'Last call', 'Id'], rows, look)}\n`
}

export function renderTriggers({ triggers }: { triggers: Trigger[] }, look: Look): string {
  if (triggers.length === 0) return 'Nothing is listened to, and no folder is watched.\nBegin: strata hooks create-trigger --env ENVIRONMENT --kind listen\n'
  const rows = triggers.map((one) => [one.env.name, one.kind, one.target, one.action, one.enabled ? '' : look.paint.yellow('off'), one.problem === null ? callOf(one.last, look) : look.paint.red(one.problem), look.paint.dim(one.id)])
  return `${table(['Environment', 'Kind', 'Channel or folder', 'Does', '', 'Last', 'Id'], rows, look)}\n`
}

export function renderTrigger({ env, kind, target, action }: Trigger): string {
  return kind === 'listen' ? `NOTIFY ${target} on the database of ${env.name} is heard now: ${action}.\n` : `${target} is watched for ${env.name} now: ${action}.\n`
}

export function renderCalls({ calls }: { calls: HookCall[] }, look: Look): string {
  if (calls.length === 0) return 'Nobody has called yet.\n'
  const rows = calls.map((one) => [time(one.at, look.timeZone), one.source, one.hook, one.env ?? '', one.by, outcomeOf(one, look), one.jobId ?? one.approvalId ?? one.text])
  return `${table(['At', 'From', 'Hook', 'Environment', 'By', '', ''], rows, look)}\n`
}

function lastOf(last: Delivery | null, look: Look): string {
  return last ? `${time(last.createdAt, look.timeZone)} ${stateOf(last, look)}` : ''
}

function stateOf({ state, nextAt }: Delivery, { paint, timeZone }: Look): string {
  if (state === 'delivered') return paint.green('delivered')
  if (state === 'dead') return paint.red('dead')
  return state === 'waiting' && nextAt ? paint.yellow(`next try ${time(nextAt, timeZone)}`) : state
}

function callOf(last: HookCall | null, look: Look): string {
  return last ? `${time(last.at, look.timeZone)} ${outcomeOf(last, look)}` : ''
}

function outcomeOf({ outcome, code }: HookCall, { paint }: Look): string {
  if (outcome === 'refused' || outcome === 'failed') return paint.red(code === null ? outcome : `${outcome} (${code})`)
  return outcome === 'ignored' ? paint.dim(outcome) : paint.green(outcome)
}

function count(dead: number, { paint }: Look): string {
  return dead === 0 ? '' : paint.red(String(dead))
}
