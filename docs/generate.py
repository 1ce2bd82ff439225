"""Write the reference out of the program itself, each time that the site is built.

This is a hook of mkdocs. Nothing that it writes is kept in the repository, so nothing of it can be stale: the commands
come from the command line, the tables from data/*.toml, the Python pages from the docstrings. A source id in brackets,
such as [scf-2001], becomes a link on every page.
"""

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from reference_commands import commands_page
from reference_facts import forms_page, limits_page, medicines_page, rules_page, sources_page
from reference_python import python_page

from magcalc.facts.sources import source_keys

PAGES = {
    "commands": commands_page,
    "rules": rules_page,
    "forms": forms_page,
    "limits": limits_page,
    "medicines": medicines_page,
    "sources": sources_page,
    "python": python_page,
}

_CODE_OR_ID = re.compile(r"^```.*?^```$|`[^`\n]*`|\[(?P<key>[a-z0-9-]+)\](?!\()", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference to those that were written by hand."""
    for name, written in PAGES.items():
        files.append(File.generated(config, f"reference/{name}.md", content=written()))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Let each source id in brackets lead to the work; code is left as it is."""
    up = "../" * page.file.src_uri.count("/")

    def linked(found: re.Match[str]) -> str:
        key = found["key"]
        return f"[[{key}]]({up}reference/sources.md#{key})" if key in source_keys() else found[0]

    return _CODE_OR_ID.sub(linked, markdown)
