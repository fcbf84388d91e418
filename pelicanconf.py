"""Settings for Pelican: `pelican content --settings pelicanconf.py --fatal errors` builds what `cmpgen build` does.

What is not set here cmpgen takes from the current election: the site's name, its languages, its address.
"""

# Imported here so that Pelican stops where cmpgen is missing, instead of building a site without it.
import cmpgen.site  # noqa: F401

PLUGINS = ["cmpgen.site"]
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
