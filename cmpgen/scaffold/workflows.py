"""What the forges run: checks of every proposed change, without secrets and without a right to write, and publication.

One script does the work, so that the three forges cannot differ; their own files only call it.
Actions are pinned by the digest of a commit, images by their own: a tag can be moved to other code.
"""

from __future__ import annotations

CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
UPLOAD = "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2"
PAGES_UPLOAD = "actions/upload-pages-artifact@56afc609e74202658d3ffba0e8f6dda462b719fa # v3.0.1"
PAGES_DEPLOY = "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4.0.5"
IMAGE = "python:3.12-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254"

INSTALL = """\
#!/bin/sh
# Installs cmpgen into .venv/: its dependencies and cmpgen itself, each exactly the file whose hash is written down.
set -eu
if ! grep -q '^[^#].*--hash=sha256:[0-9a-f]\\{64\\}' requirements-cmpgen.txt; then
  echo "No cmpgen is named yet: put its address and its hash into requirements-cmpgen.txt." >&2
  echo "MAINTAINING.md says how, below \\"Name the cmpgen that builds this site\\"." >&2
  exit 3
fi
install() {
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: "$@"
}
python3 -m venv .venv
install --requirement requirements.txt
install --no-deps --requirement requirements-cmpgen.txt
"""

CHECK = """\
#!/bin/sh
# Checks the files, builds the site, and says in words what came of it. Needs no secret and publishes nothing.
#
#   ci/check.sh [COMMIT]
#
# With the COMMIT before the change, the pages that it changes are put into changed-pages/.
set -u
before=${1:-}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}
cmpgen=$PWD/.venv/bin/cmpgen
told=$(mktemp)

# What came of a command, in words, by its exit code; below that, what it said.
say() {
  case $1 in
  0) echo "## The files are sound" ;;
  1)
    echo "## Something in these files needs a second look"
    echo
    echo "Each fault below says where it is, what is wrong, and after \\`hint:\\` what to do."
    echo "Edit the same file again in the same branch, and this check runs by itself once more."
    ;;
  2)
    echo "## There is nothing here to check, or not where this check looks"
    echo
    echo "Whoever keeps this project has to mend that."
    ;;
  *)
    echo "## The check itself did not work"
    echo
    echo "This says nothing about the change. Whoever keeps this project finds the reason below."
    ;;
  esac
  echo
  sed 's/^/    /' "$told"
}

[ -z "${GITHUB_ACTIONS:-}" ] || "$cmpgen" check --format github
"$cmpgen" check >"$told" 2>&1
code=$?
say "$code" | tee -a "$summary"
[ "$code" = 0 ] || exit "$code"

"$cmpgen" build --output output >"$told" 2>&1
code=$?
cat "$told"
[ "$code" = 0 ] || { say "$code" >>"$summary"; exit "$code"; }
[ -n "$before" ] || exit 0

command -v git >/dev/null || { apt-get -qq update && apt-get -qq install --yes git >/dev/null; }
git() { command git -c safe.directory="$PWD" "$@"; }
# What came into the branch meanwhile is no part of the change.
before=$(git merge-base "$before" HEAD || echo "$before")

# Nobody sees in a map whether its numbers are those of the answers.
for map in $(git diff --name-only "$before" -- 'questionnaires/*/map.yaml'); do
  [ -e "$map" ] || continue
  election=${map#questionnaires/}
  "$cmpgen" map --election "${election%/map.yaml}" --check >"$told" 2>&1
  code=$?
  [ "$code" = 0 ] || { say "$code" | tee -a "$summary"; exit "$code"; }
done

forget() { git worktree remove --force .before >/dev/null 2>&1; }
forget
if ! git worktree add --quiet --detach .before "$before" || ! "$cmpgen" build --project .before; then
  echo "The site before this change could not be built, so changed pages are not shown." | tee -a "$summary"
else
  sh ci/changed.sh .before/output output changed-pages | tee -a "$summary"
fi
forget
"""

CHANGED = """\
#!/bin/sh
# Puts the pages that differ between two sites into a folder, with the styles that they need, and says which they are.
#
#   ci/changed.sh BEFORE AFTER FOLDER
set -eu
before=$1 after=$2 folder=$3
list=$(mktemp) gone=$(mktemp) other=$(mktemp)
(cd "$after" && find . -type f ! -name manifest.json) | sort | while IFS= read -r file; do
  cmp -s "$after/$file" "$before/$file" && continue
  mkdir -p "$folder/${file%/*}"
  cp "$after/$file" "$folder/$file"
  case $file in *.html) echo "$file" >>"$list" ;; *) echo "$file" >>"$other" ;; esac
done
(cd "$before" && find . -type f -name '*.html') | sort | while IFS= read -r file; do
  [ -e "$after/$file" ] || echo "$file" >>"$gone"
done

# The addresses in a list, each with the sign before it; of many, the first.
addresses() {
  head -n 40 "$2" | sed 's|^\\./||; s|index\\.html$||; s|^|    '"$1"' /|'
  [ "$(wc -l <"$2")" -le 40 ] || echo "    …"
}

echo
pages=$(($(wc -l <"$list"))) lost=$(($(wc -l <"$gone")))
if [ "$pages" = 0 ]; then
  rm -rf "$folder"
  echo "This change makes and alters no page."
  if [ -s "$other" ]; then
    echo "It alters what pages use, such as styles, scripts and pictures:"
    echo
    addresses '~' "$other"
  fi
else
  # Without them, nobody would see how the pages look.
  mkdir -p "$folder"
  cp -R "$after/static" "$folder/"
  kept="in the folder \\`$folder\\`"
  if [ -n "${FORGEJO_ACTIONS:-}${GITEA_ACTIONS:-}" ]; then
    kept="not kept, for this forge did not take them"
    if python3 ci/keep.py "$folder" >&2; then kept="in the zip \\`$folder\\`"; fi
  elif [ -n "${GITHUB_ACTIONS:-}${GITLAB_CI:-}" ]; then
    kept="in the zip \\`$folder\\`"
  fi
  if [ "$pages" = 1 ]; then which="1 page; it is"; else which="$pages pages; they are"; fi
  echo "This change makes or alters $which $kept:"
  echo
  addresses '~' "$list"
fi
if [ "$lost" != 0 ]; then
  echo
  if [ "$lost" = 1 ]; then which="1 page:"; else which="$lost pages:"; fi
  echo "It removes $which"
  echo
  addresses '-' "$gone"
fi
"""

KEEP = '''\
"""Hands a folder to a Forgejo, which offers it as a zip beside the run of a workflow.

    python3 ci/keep.py changed-pages

A run may do that with the address and the token that its own server gave it, and without any action of others.
"""

import base64
import hashlib
import json
import os
import sys
import urllib.parse
import urllib.request
from pathlib import Path

MOST = 2000


def ask(method, address, body, headers=()):
    """What the server answers. Raises OSError where it refuses."""
    token = os.environ["ACTIONS_RUNTIME_TOKEN"]
    request = urllib.request.Request(address, body, method=method)
    for name, value in {"Authorization": f"Bearer {token}", **dict(headers)}.items():
        request.add_header(name, value)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def keep(folder):
    """Upload every file of the folder, one by one, and say that these are all."""
    name = Path(folder).name
    server, run = os.environ["ACTIONS_RUNTIME_URL"].rstrip("/"), os.environ["GITHUB_RUN_ID"]
    start = f"{server}/_apis/pipelines/workflows/{run}/artifacts?api-version=6.0-preview"
    asked = json.dumps({"Type": "actions_storage", "Name": name}).encode()
    place = json.loads(ask("POST", start, asked, {"Content-Type": "application/json"}))["fileContainerResourceUrl"]
    files = sorted(each for each in Path(folder).rglob("*") if each.is_file() and each.stat().st_size)
    for each in files[:MOST]:
        content = each.read_bytes()
        inside = urllib.parse.quote(f"{name}/{each.relative_to(folder).as_posix()}", safe="")
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{len(content) - 1}/{len(content)}",
            "x-tfs-filelength": str(len(content)),
            "x-actions-results-md5": base64.b64encode(hashlib.md5(content).digest()).decode(),
        }
        ask("PUT", f"{place}{'&' if '?' in place else '?'}itemPath={inside}", content, headers)
    ask("PATCH", f"{start}&artifactName={urllib.parse.quote(name)}", b"{}", {"Content-Type": "application/json"})


if __name__ == "__main__":
    try:
        keep(sys.argv[1])
    except (OSError, KeyError, ValueError) as reason:
        sys.exit(f"The pages could not be kept: {type(reason).__name__}: {reason}")
'''

GITHUB_CHECK = f"""\
# Every proposed change is checked here, with nothing but the right to read.
name: Check
on:
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read
    steps:
      - uses: {CHECKOUT}
        with:
          fetch-depth: 2
          persist-credentials: false
      - name: Install cmpgen
        run: sh ci/install.sh
      - name: Check the files and build the site
        run: sh ci/check.sh HEAD^1
      - name: Keep the changed pages as a zip
        uses: {UPLOAD}
        with:
          name: changed-pages
          path: changed-pages/
          if-no-files-found: ignore
          retention-days: 14
"""

GITHUB_PUBLISH = f"""\
# The site is built from the main branch and published; only the second job may publish, and it runs no code of ours.
name: Publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: publish
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: read
    steps:
      - uses: {CHECKOUT}
        with:
          persist-credentials: false
      - name: Install cmpgen
        run: sh ci/install.sh
      - name: Check the files and build the site
        run: sh ci/check.sh
      - uses: {PAGES_UPLOAD}
        with:
          path: output/
  publish:
    needs: build
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: {PAGES_DEPLOY}
"""

GITLAB = f"""\
# Every merge request is checked; the site is built from the default branch and published as GitLab Pages.
default:
  image: {IMAGE}
  interruptible: true
  timeout: 30 minutes

check:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0"
  script:
    - sh ci/install.sh
    - sh ci/check.sh "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
  artifacts:
    name: changed-pages
    when: always
    paths:
      - changed-pages/
    expire_in: 2 weeks

pages:
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - sh ci/install.sh
    - sh ci/check.sh
    - mv output public
  artifacts:
    paths:
      - public/
"""

FORGEJO_CHECK = f"""\
# Every proposed change is checked here. No action of others is used, and no secret.
name: Check
on:
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: docker
    timeout-minutes: 15
    permissions:
      contents: read
    container:
      image: {IMAGE}
    steps:
      - name: Fetch the change
        run: |
          apt-get -qq update && apt-get -qq install --yes git >/dev/null
          git init --quiet .
          git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
          git fetch --quiet origin "$GITHUB_REF" "$GITHUB_BASE_REF:refs/heads/before"
          git checkout --quiet FETCH_HEAD
      - name: Install cmpgen
        run: sh ci/install.sh
      - name: Check the files and build the site
        run: sh ci/check.sh before
"""

FORGEJO_PUBLISH = f"""\
# The site is built from the main branch and pushed to the branch `pages`, which the forge serves.
name: Publish
on:
  push:
    branches: [main]
jobs:
  publish:
    runs-on: docker
    timeout-minutes: 30
    container:
      image: {IMAGE}
    steps:
      - name: Fetch the files
        run: |
          apt-get -qq update && apt-get -qq install --yes git >/dev/null
          git init --quiet .
          git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
          git fetch --quiet --depth 1 origin "$GITHUB_SHA"
          git checkout --quiet FETCH_HEAD
      - name: Install cmpgen
        run: sh ci/install.sh
      - name: Check the files and build the site
        run: sh ci/check.sh
      - name: Publish
        env:
          TOKEN: ${{{{ secrets.GITHUB_TOKEN }}}}
        run: |
          cd output
          git init --quiet --initial-branch pages .
          git add --all
          git -c user.name=cmpgen -c user.email=cmpgen@localhost commit --quiet --message "The site of $GITHUB_SHA"
          header="Authorization: Basic $(printf 'token:%s' "$TOKEN" | base64 -w 0)"
          git -c "http.extraHeader=$header" push --quiet --force "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" pages
"""


def workflows() -> dict[str, str]:
    """The files of all three forges, by path; a project deletes those of the forges that it does not use."""
    return {
        "ci/install.sh": INSTALL,
        "ci/check.sh": CHECK,
        "ci/changed.sh": CHANGED,
        "ci/keep.py": KEEP,
        ".github/workflows/check.yml": GITHUB_CHECK,
        ".github/workflows/publish.yml": GITHUB_PUBLISH,
        ".gitlab-ci.yml": GITLAB,
        ".forgejo/workflows/check.yml": FORGEJO_CHECK,
        ".forgejo/workflows/publish.yml": FORGEJO_PUBLISH,
    }
