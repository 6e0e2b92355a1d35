"""The store's side of an import: from a file's accepted rows to leads and what happened to them.

A file is staged in temporary tables (staging), which locks nobody out; then one transaction for all files of
the import finds the leads (identities), takes the rows in by kind (leads, stages, activities, attempts,
traffic), keeps what rows were before (images) and rebuilds the handovers (importing). `undo` takes the last
import back.
"""

from db.intake.batches import ImportedFile
from db.intake.importing import import_files
from db.intake.undo import LastImport, last_import, undo_last_import

__all__ = ["ImportedFile", "LastImport", "import_files", "last_import", "undo_last_import"]
