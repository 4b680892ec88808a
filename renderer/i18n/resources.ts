import access from './en/access.json'
import apply from './en/apply.json'
import approvals from './en/approvals.json'
import backups from './en/backups.json'
import common from './en/common.json'
import compare from './en/compare.json'
import confirmations from './en/confirmations.json'
import editor from './en/editor.json'
import effect from './en/effect.json'
import environments from './en/environments.json'
import fleet from './en/fleet.json'
import frame from './en/frame.json'
import hooks from './en/hooks.json'
import keeping from './en/keeping.json'
import migrations from './en/migrations.json'
import people from './en/people.json'
import preview from './en/preview.json'
import restores from './en/restores.json'
import rollback from './en/rollback.json'
import rules from './en/rules.json'
import schema from './en/schema.json'
import timeline from './en/timeline.json'
import zhAccess from './zh-CN/access.json'
import zhApply from './zh-CN/apply.json'
import zhApprovals from './zh-CN/approvals.json'
import zhBackups from './zh-CN/backups.json'
import zhCommon from './zh-CN/common.json'
import zhCompare from './zh-CN/compare.json'
import zhConfirmations from './zh-CN/confirmations.json'
import zhEditor from './zh-CN/editor.json'
import zhEffect from './zh-CN/effect.json'
import zhEnvironments from './zh-CN/environments.json'
import zhFleet from './zh-CN/fleet.json'
import zhFrame from './zh-CN/frame.json'
import zhHooks from './zh-CN/hooks.json'
import zhKeeping from './zh-CN/keeping.json'
import zhMigrations from './zh-CN/migrations.json'
import zhPeople from './zh-CN/people.json'
import zhPreview from './zh-CN/preview.json'
import zhRestores from './zh-CN/restores.json'
import zhRollback from './zh-CN/rollback.json'
import zhRules from './zh-CN/rules.json'
import zhSchema from './zh-CN/schema.json'
import zhTimeline from './zh-CN/timeline.json'

/** One file per area and language. English gives the keys; a test holds the Chinese complete. */
export const english = {
  access,
  apply,
  approvals,
  backups,
  common,
  compare,
  confirmations,
  editor,
  effect,
  environments,
  fleet,
  frame,
  hooks,
  keeping,
  migrations,
  people,
  preview,
  restores,
  rollback,
  rules,
  schema,
  timeline,
}

export const resources = {
  en: english,
  'zh-CN': {
    access: zhAccess,
    apply: zhApply,
    approvals: zhApprovals,
    backups: zhBackups,
    common: zhCommon,
    compare: zhCompare,
    confirmations: zhConfirmations,
    editor: zhEditor,
    effect: zhEffect,
    environments: zhEnvironments,
    fleet: zhFleet,
    frame: zhFrame,
    hooks: zhHooks,
    keeping: zhKeeping,
    migrations: zhMigrations,
    people: zhPeople,
    preview: zhPreview,
    restores: zhRestores,
    rollback: zhRollback,
    rules: zhRules,
    schema: zhSchema,
    timeline: zhTimeline,
  },
}
