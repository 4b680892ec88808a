/** What a pipeline runs after a deployment; the secret comes from its environment. docs/hooks.md has it in other languages. */
export function signedCall(origin: string, hookId: string, environment: string): string {
  const body = JSON.stringify({ environment }).replaceAll("'", String.raw`'\''`)
  return `# STRATA_HOOK_SECRET holds the secret
body='${body}'
timestamp=$(date +%s)
nonce=$(openssl rand -hex 16)
signature=$(printf '%s.%s.%s' "$timestamp" "$nonce" "$body" |
  openssl dgst -sha256 -hmac "$STRATA_HOOK_SECRET" -hex | sed 's/^.* //')
curl --fail-with-body ${origin}/api/hooks/deployed \\
  -H 'strata-hook: ${hookId}' \\
  -H "strata-timestamp: $timestamp" \\
  -H "strata-nonce: $nonce" \\
  -H "strata-signature: v1=$signature" \\
  -H 'content-type: application/json' --data-binary "$body"`
}
