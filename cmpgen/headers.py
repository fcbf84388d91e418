"""What a site forbids browsers to do: one table, for its pages, for whoever serves it, and for `cmpgen serve`.

Every page carries the policy itself, so that it holds wherever the site is served.
What only a server can say (that no other site may show a page in a frame, that no type is to be guessed) stands in
files of the site that servers read: `_headers`, `.htaccess` and `_nginx.conf`, addresses that no page can have.
"""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        # No form is ever sent: answers stay on the device, even where a script fails.
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
"""The content security policy of every page, in its <meta>, where `frame-ancestors` would count for nothing."""

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""What a server says with every file. No value holds a double quote, a dollar or a backslash, which servers read."""


def files() -> dict[str, str]:
    """The files of a site that servers read, by path."""
    plain = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    # Without that module its lines would stop Apache from showing anything.
    apache = f"<IfModule mod_headers.c>\n{apache}</IfModule>\n"
    return {
        "_headers": f"# Hosts that know this file send these headers with every other.\n/*\n{plain}",
        ".htaccess": f"# Apache reads this file where AllowOverride lets it.\n{apache}",
        "_nginx.conf": f"# Copy this to nginx's own files, and include it in the server of this site.\n{nginx}",
    }
