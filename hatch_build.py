"""What hatchling does beside packing files: the catalogues of sentences are compiled into the package."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Compiles translations/*.po, so that no compiled file has to be kept in the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Compile them before the files of the wheel are gathered; an editable install reads them in place."""
        sys.path.insert(0, str(Path(self.root) / "translations"))
        import catalogues

        catalogues.compile_all()
