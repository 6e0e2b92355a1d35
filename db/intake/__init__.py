"""The store's side of an import: from a file's accepted rows to leads and what happened to them.

Files are staged in temporary tables (staging), which locks nobody out (importing); then one transaction for all
of them (taking_in) finds the leads (identities), takes the rows in by kind (leads, stages, activities, attempts,
traffic), keeps what rows were before (images) and rebuilds the handovers. `runs` tells how far an
import has come, `worker` does one in the background, `memory` knows how files were read before, and `undo` takes
the last import back.
"""

from db.intake.batches import ImportedFile
from db.intake.importing import StagedImport, check_files, import_files, stage_files
from db.intake.undo import LastImport, last_import, undo_last_import

__all__ = [
    "ImportedFile",
    "LastImport",
    "StagedImport",
    "check_files",
    "import_files",
    "last_import",
    "stage_files",
    "undo_last_import",
]
