import type { Settings } from '#shared/contract/app.ts'

const en = {
  file: 'File', edit: 'Edit', view: 'View', window: 'Window', help: 'Help',
  undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', delete: 'Delete', selectAll: 'Select All',
  reload: 'Reload', actualSize: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out', fullScreen: 'Full Screen', developerTools: 'Developer Tools',
  minimize: 'Minimize', close: 'Close Window', quit: 'Quit Strata', about: 'About Strata', hide: 'Hide Strata', hideOthers: 'Hide Others', showAll: 'Show All',
  dataFolder: 'Open Data Folder',
  jobRunning: 'A job is still running: {jobs}', jobsRunning: '{count} jobs are still running: {jobs}',
  jobRunningDetail: 'Quitting cancels it on the server too. What is not yet committed is rolled back; the history says what took effect.',
  keepRunning: 'Keep Running', cancelAndQuit: 'Cancel and Quit',
  crashed: 'The window has crashed', crashedDetail: 'Running jobs go on. Reload to see them again. ({reason})',
  hung: 'The window does not answer', hungDetail: 'Running jobs go on. Wait, or reload the window.', wait: 'Wait', quitNow: 'Quit',
  jobSucceeded: '{operation} has finished', jobFailed: '{operation} has failed', jobEnded: '{operation} has ended: {state}',
  cannotStart: 'Strata cannot start',
}
export type Words = Readonly<Record<keyof typeof en, string>>

const zhCN: Words = {
  file: '文件', edit: '编辑', view: '视图', window: '窗口', help: '帮助',
  undo: '撤销', redo: '重做', cut: '剪切', copy: '复制', paste: '粘贴', delete: '删除', selectAll: '全选',
  reload: '重新加载', actualSize: '实际大小', zoomIn: '放大', zoomOut: '缩小', fullScreen: '全屏', developerTools: '开发者工具',
  minimize: '最小化', close: '关闭窗口', quit: '退出 Strata', about: '关于 Strata', hide: '隐藏 Strata', hideOthers: '隐藏其他', showAll: '全部显示',
  dataFolder: '打开数据文件夹',
  jobRunning: '有一个任务仍在运行：{jobs}', jobsRunning: '有 {count} 个任务仍在运行：{jobs}',
  jobRunningDetail: '退出会同时在服务器上取消任务。尚未提交的内容将被回滚；迁移历史会说明实际生效的内容。',
  keepRunning: '继续运行', cancelAndQuit: '取消任务并退出',
  crashed: '窗口已崩溃', crashedDetail: '正在运行的任务会继续。重新加载即可再次看到它们。（{reason}）',
  hung: '窗口没有响应', hungDetail: '正在运行的任务会继续。请等待，或重新加载窗口。', wait: '等待', quitNow: '退出',
  jobSucceeded: '{operation} 已完成', jobFailed: '{operation} 失败', jobEnded: '{operation} 已结束：{state}',
  cannotStart: 'Strata 无法启动',
}

/** Words of the native menu and dialogs in the language of the settings, or of the system. */
export function wordsFor(language: Settings['language'], systemLocale: string): Words {
  const wanted = language === 'system' ? systemLocale : language
  return wanted.toLowerCase().startsWith('zh') ? zhCN : en
}
