"""Settings for Pelican: `pelican content --settings pelicanconf.py --fatal errors` builds what `cmpgen build` does.

The name and the address of the feed are SITENAME and SITEURL; where they are not set, those of the current election.
Languages, addresses of pages and all that elections say are in their own files.
"""

# Imported here so that Pelican stops where cmpgen is missing, instead of building a site without it.
import cmpgen.site  # noqa: F401

PLUGINS = ["cmpgen.site"]
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
