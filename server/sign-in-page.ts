/** Seen by whoever opens the address without the link. No script, no style: the policy of the server allows none. */
export const signInPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Strata</title>
<h1>You are not signed in</h1>
<p>Open the link that <code>strata serve</code> printed. It is good for one sign-in: if it was used before, start <code>strata serve</code> again.</p>
<p>If you have just followed the link, reload this page.</p>
<h1 lang="zh-CN">尚未登录</h1>
<p lang="zh-CN">请打开 <code>strata serve</code> 输出的链接。该链接只能使用一次：若已使用过，请重新启动 <code>strata serve</code>。</p>
<p lang="zh-CN">如果刚刚打开过该链接，请重新加载此页面。</p>
</html>
`

/** Seen by whoever comes back from the provider and is not let in. */
export const providerFailedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Strata</title>
<h1>The sign-in did not succeed</h1>
<p><a href="/">Try again</a>. If it fails again, ask an owner of this Strata: the reason stands under People, in the list of what was refused.</p>
<h1 lang="zh-CN">登录未成功</h1>
<p lang="zh-CN"><a href="/">请重试</a>。如果仍然失败，请联系此 Strata 的所有者：原因记录在“人员”的拒绝列表中。</p>
</html>
`
