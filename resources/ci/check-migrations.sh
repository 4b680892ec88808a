#!/bin/sh
# The checks of the pipelines for any other runner: Jenkins, a hook of git, a person. Ends with the worst code of its steps;
# docs/cli.md has the table. Wants STRATA_SHADOW: a server on which scratch databases may be made (absent: one of this machine).
set -u
MIGRATIONS=${MIGRATIONS:-migrations} TESTS=${TESTS:-tests} REPORTS=${REPORTS:-reports}
mkdir -p "$REPORTS" || exit 12
worst=0

step() {
  "$@"
  code=$?
  echo "$2: $code" >&2
  if [ "$code" -gt "$worst" ]; then worst=$code; fi
}

step strata lint --dir "$MIGRATIONS" --format gitlab --output "$REPORTS/lint.code-quality.json" --fail-on error
step strata prove --dir "$MIGRATIONS" --format junit --output "$REPORTS/prove.junit.xml" --fail-on error
step strata test "$TESTS" --dir "$MIGRATIONS" --format junit --output "$REPORTS/test.junit.xml"
exit "$worst"
