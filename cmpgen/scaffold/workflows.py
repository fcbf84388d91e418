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
# Installs cmpgen into .venv/: its dependencies exactly as they are locked, then cmpgen itself.
set -eu
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \\
  --requirement requirements.txt
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement requirements-cmpgen.txt
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

[ -z "${GITHUB_ACTIONS:-}" ] || "$cmpgen" check --format github
if "$cmpgen" check >"$told" 2>&1; then
  sound=yes
  words="## The files are sound"
else
  sound=no
  words="## Something in these files needs a second look

Each fault below says where it is, what is wrong, and after \\`hint:\\` what to do.
Edit the same file again in the same branch, and this check runs by itself once more."
fi
{
  echo "$words"
  echo
  sed 's/^/    /' "$told"
} | tee -a "$summary"
[ "$sound" = yes ] || exit 1

"$cmpgen" build --output output || exit
[ -n "$before" ] || exit 0
command -v git >/dev/null || { apt-get -qq update && apt-get -qq install --yes git >/dev/null; }
git config --global --add safe.directory "$PWD"
if ! git worktree add --quiet --detach .before "$before" ||
  ! "$cmpgen" build --project .before --output .output-before; then
  echo "The site before this change could not be built, so changed pages are not shown." | tee -a "$summary"
  exit 0
fi
mkdir -p changed-pages
(
  cd output || exit
  find . -type f | sort | while IFS= read -r page; do
    cmp -s "$page" "../.output-before/$page" && continue
    mkdir -p "../changed-pages/${page%/*}"
    cp "$page" "../changed-pages/$page"
  done
)
{
  echo
  pages=$(find changed-pages -name '*.html' | wc -l)
  echo "This change makes or alters $pages pages; they are in the zip \\`changed-pages\\`."
} | tee -a "$summary"
"""

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
        ".github/workflows/check.yml": GITHUB_CHECK,
        ".github/workflows/publish.yml": GITHUB_PUBLISH,
        ".gitlab-ci.yml": GITLAB,
        ".forgejo/workflows/check.yml": FORGEJO_CHECK,
        ".forgejo/workflows/publish.yml": FORGEJO_PUBLISH,
    }
