"""What a new project tells people: what it is, how to contribute with nothing but a browser, how to keep it."""

from __future__ import annotations

README = """\
# Example election

These files become a site where voters compare their own views with each candidate's.
`cmpgen` builds it; there is no server, and no voter is watched.

- **You want to correct or add something?** [CONTRIBUTING.md](CONTRIBUTING.md) shows how, with nothing but a browser.
- **You run this?** [MAINTAINING.md](MAINTAINING.md) leads from these files to a published site.

| folder | holds |
|---|---|
| `questionnaires/` | the election, its questions, its constituencies |
| `candidates/` | one file for each candidate, with their answers |
| `content/` | other pages of the site |
| `schemas/` | what editors know of the files; made by `cmpgen schema schemas` |
| `ci/` | what the forge runs to check a change |

## On your own computer

```
sh ci/install.sh             # once MAINTAINING.md has been followed; until then use the cmpgen that made this folder
.venv/bin/cmpgen check       # finds every fault, and says what to do
.venv/bin/cmpgen serve       # shows the site, and follows every change that you save
```
"""

CONTRIBUTING = """\
# How to contribute

You need a browser and a free account with the service that keeps these files.
You cannot break anything: every change is checked by machine, then read by a second person, and only then published.

## Without seeing a file

Choose "Issues", then "New issue". There is a form to

- report an error,
- suggest an issue for your constituency,
- report what a candidate said in public, with their words, a source and the date,
- answer as a candidate,
- join the debate.

## Change a file

1. **Find the file.** On the site, each candidate and each question has a link "Change the file behind this page". It opens here.
   Otherwise click through the folders: `candidates`, then the election, the constituency, and the candidate's name.
2. **Open it for editing.** Click the pencil (on GitLab: "Edit", then "Edit single file").
   If you are asked to make a copy of the project, a "fork", say yes; that is how proposals work.
3. **Type.** An answer stands behind its question's name, after a colon and a space:

   ```
     free-buses: agree
   ```

   A longer one stands below, and each line keeps the spaces at its beginning:

   ```
     free-buses:
       position: agree
       comment: |
         Here stand the candidate's own words.
         They may hold any sign: "quotes", 50 %, #1.
   ```

   What you may write for a position is in the comments of the file: the lines that begin with `#`.
   A question with nothing behind it has no answer yet.
4. **Say what you did.** Below the file is a field for one line, such as "Ada Obi on free buses, from her interview".
   Choose "Propose changes", and then "Create pull request" (on GitLab "merge request").
5. **Wait two minutes.** The page shows a yellow dot, then a green tick or a red cross.
   Behind a red cross, "Details" says on which line something does not fit, and what to do about it.
   Edit the same file again in your own branch: the check runs by itself once more.
6. A second person reads your change. They may ask you something; answer below it.

## Three rules

- Each position has a source, unless the candidate answered in person.
- Quote word for word. Where the words leave room for doubt, leave the position out: a gap is better than a guess.
- Do not add positions for or against somebody you campaign for or against. Tell us, and somebody else will look.

## When the check finds something

| it says | what to do |
|---|---|
| `no question is called …` | compare the name with `questions.yaml`; the nearest one is named behind "Did you mean" |
| `is no answer to …` | use one of the words that it lists |
| `has no source` | add `source:` with its kind, link and date below the position |
| `a tab stands where spaces belong` | replace it by spaces, as many as the lines around it have |
| `has a colon within its text` | put the text below a vertical bar, as above, two spaces further in |
"""

MAINTAINING = """\
# Keeping this project

## From these files to a site

1. Put the folder into a new project on GitHub, GitLab or a Forgejo, in the branch `main`.
   Delete what belongs to the other two: `.github/`, `.gitlab-ci.yml` and `.gitlab/`, or `.forgejo/`.
2. Turn publishing on.
   On GitHub: Settings, Pages, Source "GitHub Actions".
   On GitLab nothing is needed; look under Deploy, Pages.
   On a Forgejo the site is pushed to the branch `pages`, which its pages server shows where there is one.
3. In `questionnaires/…/election.yaml` set `site` to the address that you were given, and `forge` to the project's:

   ```
   forge:
     kind: github
     url: https://github.com/you/your-election
     branch: main
   ```

   From then on each page links to its file and to a report that is already filled in.
4. Name the cmpgen that builds this site, as the next section says; until then the forge's check stops and says so.

## Name the cmpgen that builds this site

The forge installs only files whose hash is written down: `requirements.txt` has the hashes of all that cmpgen needs, and `requirements-cmpgen.txt` is to have that of cmpgen itself.

1. Come by a wheel, a file such as `cmpgen-0.1.0-py3-none-any.whl`: that of a release of cmpgen, or your own.
   Your own is made in a checkout of cmpgen that you have looked at: `pip wheel --no-deps --wheel-dir . .`
2. Take its hash: `sha256sum cmpgen-0.1.0-py3-none-any.whl` (on a Mac `shasum -a 256 …`, on Windows `certutil -hashfile … SHA256`).
   Compare the hash of a release with the one that its makers publish.
3. Put the wheel where the forge can fetch it: into this project, beside `ci/install.sh`, or at an address.
4. Write one line into `requirements-cmpgen.txt`, with the 64 digits and letters of the hash at its end:

   ```
   ./ci/cmpgen-0.1.0-py3-none-any.whl --hash=sha256:…
   ```

   For an address the line is `cmpgen @ https://…/cmpgen-0.1.0-py3-none-any.whl --hash=sha256:…`.

A new version of cmpgen is a new wheel, a new hash, and the `requirements.txt` that `cmpgen init` of that version writes.

## Protect the branch

Without this, the rest is a promise; with it, the forge keeps the promise.

On GitHub: Settings, Rules, Rulesets, New branch ruleset, for the default branch:

- Restrict deletions, and block force pushes.
- Require a pull request before merging, with one approval, and approval of the most recent push by somebody else.
- Require review from Code Owners, once you have put people's names into `CODEOWNERS`; before that it asks nobody.
- Require status checks to pass: `check`.
- Leave the list of those who may bypass empty.

Then Settings, Actions, General: "Read repository contents" as the workflow permissions, approval required for all outside collaborators, and, where it is offered, only actions that are pinned to a full commit.

On GitLab: Settings, Repository, Protected branches: nobody may push to `main`, maintainers may merge; Settings, Merge requests: pipelines must succeed, all threads resolved.
On a Forgejo: Settings, Branches, a rule for `main`: no push, one approval, the status check `Check / check (pull_request)`.

Look twice at a change to `ci/`, `.github/`, `.forgejo/`, `.gitlab-ci.yml`, `requirements*.txt`, `pelicanconf.py` or `theme/templates/`: only these run as code.
Everything else is text that cannot run.

## Day to day

```
cmpgen new constituency --election example-2027 second-town --name "Second Town"
cmpgen new candidate --election example-2027 --constituency first-town --name "Cleo Example"
cmpgen new question --election example-2027 night-trains --text "Trains should run at night."
cmpgen new forms --election example-2027       # after the questions have changed
cmpgen report --election example-2027          # who has replied, and which questions work
cmpgen map --election example-2027             # a map of all answers, once there are many; and again when there are more
cmpgen check
```

The map is a file, `questionnaires/…/map.yaml`; where a proposed change touches it, the check fits it anew and compares.

After the vote set `closed: true`; the site stays where it is.
The next election begins with `cmpgen new election --from …`, beside the old one.
The home page is that of the first election that is not closed, and so is the site's default language: the next one takes it over when the one before is closed.
"""

CODEOWNERS = """\
# Who must look at a change before it is accepted; the last line that fits counts.
#
# THIS FILE ASKS NOBODY YET. Two things to do, in each line below that begins with "# /":
#
#   1. Replace EDITORS, PANEL and KEEPERS by accounts or teams of yours, such as ada-obi or riverland/keepers.
#      They must be allowed to write in this project; for one keeper alone, the same name may stand everywhere.
#   2. Take away the "# " at its beginning.
#
# A line then looks like this:   /candidates/   @ada-obi @riverland/editors

# Answers may be accepted by any volunteer of the editing team:
# /candidates/               @EDITORS

# The questionnaire is the panel's:
# /questionnaires/           @PANEL

# What runs as code belongs to those who keep the project:
# /ci/                       @KEEPERS
# /.github/                  @KEEPERS
# /.gitlab-ci.yml            @KEEPERS
# /.forgejo/                 @KEEPERS
# /requirements.txt          @KEEPERS
# /requirements-cmpgen.txt   @KEEPERS
# /pelicanconf.py            @KEEPERS
# /theme/                    @KEEPERS
# /CODEOWNERS                @KEEPERS
"""

ABOUT = """\
Title: About this site
Slug: about
Lang: en

Say here who you are, and why you do this.

## How the questions are chosen

Say here who raised the issues, who made questions of them, and how you tried the wording.

## Whose words you read

Every answer says where it comes from.
"Answered" means that the candidate wrote to us.
"Found by volunteers" means that the candidate did not, and that we looked elsewhere; such an answer has a source.
"""

CONTRIBUTE = """\
Title: How to contribute
Slug: contribute
Lang: en

Everything on this site comes from plain text files that anyone may read and improve.

## Report an error

If something is wrong, please tell us, however small it is.
It helps us most if you say what is written, what should be written instead, and where we can check it.

## Answer as a candidate

You may skip any question, and you may say that you take no position.
We publish your words as you wrote them, and you may change an answer until the day of the vote.
"""

PRIVACY = """\
Title: Privacy
Slug: privacy
Lang: en

Your answers stay on your own device.
This site sets no cookie, counts no visit and asks no other site for anything.
The service that delivers these pages sees your address on the internet, as every web server does.
"""

PELICANCONF = '''\
"""Settings for Pelican: `pelican content --settings pelicanconf.py --fatal errors` builds what `cmpgen build` does."""

# Imported here so that Pelican stops where cmpgen is missing, instead of building a site without it.
import cmpgen.site  # noqa: F401

PLUGINS = ["cmpgen.site"]
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
'''

GITIGNORE = """\
.venv/
__pycache__/
output/
.output*
.before/
changed-pages/
public/
.public.*
"""

THEME = """\
# Your own look

A file here takes the place of the one of cmpgen's theme that has the same path:
`templates/parts/…`, `static/css/tokens.css` (colours and spaces), `locale/….po` (words).
Copy only what you change; everything else comes with cmpgen.
"""


def words() -> dict[str, str]:
    """The files of a project that are prose or settings, by path."""
    return {
        "README.md": README,
        "CONTRIBUTING.md": CONTRIBUTING,
        "MAINTAINING.md": MAINTAINING,
        "CODEOWNERS": CODEOWNERS,
        "content/pages/about.md": ABOUT,
        "content/pages/contribute.md": CONTRIBUTE,
        "content/pages/privacy.md": PRIVACY,
        "pelicanconf.py": PELICANCONF,
        ".gitignore": GITIGNORE,
        "theme/README.md": THEME,
    }
